import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { exchange, HeadlessEditor, noteOf } from '../../../support/headless-editor.ts'

const editors: HeadlessEditor[] = []
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

/** Two who have the same note open. */
function openTwo(...lines: readonly string[]): readonly [HeadlessEditor, HeadlessEditor] {
  const content = noteOf(lines)
  const pair = [new HeadlessEditor(content), new HeadlessEditor(content)] as const
  editors.push(...pair)
  return pair
}

function exchangeBoth(one: HeadlessEditor, other: HeadlessEditor): void {
  exchange(one, other)
  exchange(other, one)
  expect(one.state.doc.toJSON()).toEqual(other.state.doc.toJSON())
}

describe('the caret while others write', () => {
  it('[TOG-1] stays between its letters when others write and delete before and behind it in the same line', () => {
    const [mine, theirs] = openTwo('The tracer is slow.')
    mine.select('tracer| is')
    theirs.select('|The')
    theirs.type('Well: ')
    theirs.select('slow|.')
    theirs.type(' at boot')
    exchange(theirs, mine)
    expect(mine.text).toBe('Well: The tracer| is slow at boot.')
    theirs.select('|The |')
    theirs.dispatch(theirs.state.tr.deleteSelection())
    exchange(theirs, mine)
    expect(mine.text).toBe('Well: tracer| is slow at boot.')
  })

  it('[TOG-1] does not jump to another line with the same text', () => {
    const [mine, theirs] = openTwo('yes', 'yes', 'yes')
    mine.select('y|es')
    theirs.select('yes|')
    theirs.type('!')
    exchange(theirs, mine)
    expect(mine.text).toBe('y|es!\nyes\nyes')
  })

  it('[TOG-2] stays in its empty line when others add empty lines above and below', () => {
    const [mine, theirs] = openTwo('one', 'two')
    mine.select('two|')
    mine.enter()
    exchangeBoth(mine, theirs)
    theirs.select('one|')
    theirs.enter()
    exchange(theirs, mine)
    expect(mine.text).toBe('one\n\ntwo\n|')
    theirs.enter()
    theirs.type('between')
    exchange(theirs, mine)
    expect(mine.text).toBe('one\n\nbetween\ntwo\n|')
  })

  it('[TOG-2] stays before what others write in the same empty line, so that words are not mixed', () => {
    const [mine, theirs] = openTwo('')
    theirs.type('th')
    exchange(theirs, mine)
    expect(mine.text).toBe('|th')
    theirs.type('eirs')
    mine.type('mine ')
    exchangeBoth(mine, theirs)
    expect(mine.text).toBe('mine |theirs')
    expect(theirs.text).toBe('mine theirs|')
  })

  it('[TOG-2] stays behind its own words when two start the same empty line at once', () => {
    for (let round = 0; round < 8; round++) {
      const [mine, theirs] = openTwo('')
      mine.type('m')
      theirs.type('t')
      exchangeBoth(mine, theirs)
      exchangeBoth(mine, theirs)
      mine.type('ine')
      theirs.type('heirs')
      exchangeBoth(mine, theirs)
      exchangeBoth(mine, theirs)
      expect(['mine|theirs', 'theirsmine|']).toContain(mine.text)
      expect(['minetheirs|', 'theirs|mine']).toContain(theirs.text)
    }
  })

  it('[TOG-3] goes along when others break the line before it, and stays when they break it behind it', () => {
    const [mine, theirs] = openTwo('above', 'one two three', 'below')
    mine.select('tw|o')
    theirs.select('one |two')
    theirs.enter()
    exchange(theirs, mine)
    expect(mine.text).toBe('above\none \ntw|o three\nbelow')
    theirs.select(' |three')
    theirs.enter()
    theirs.type('and ')
    exchange(theirs, mine)
    expect(mine.text).toBe('above\none \ntw|o \nand three\nbelow')
  })

  it('[TOG-3] goes along at the end of a line that others break', () => {
    const [mine, theirs] = openTwo('one two')
    mine.select('two|')
    theirs.select('one| two')
    theirs.enter()
    exchange(theirs, mine)
    expect(mine.text).toBe('one\n two|')
  })

  it('[TOG-3] goes along when others join its line with the one above', () => {
    const [mine, theirs] = openTwo('one', 'two three')
    mine.select('two| three')
    theirs.dispatch(theirs.state.tr.join(5))
    exchange(theirs, mine)
    expect(mine.text).toBe('onetwo| three')
  })

  it('[TOG-3] keeps its place when others make its line a heading or a list', () => {
    const [mine, theirs] = openTwo('above', 'Boot tracing', 'below')
    mine.select('Boot| tracing')
    const { heading, paragraph, bulletList, listItem } = documentSchema.nodes
    if (!heading || !paragraph || !bulletList || !listItem) throw new Error('expected the nodes of a note')
    theirs.dispatch(theirs.state.tr.setBlockType(8, 8, heading, { level: 2 }))
    exchange(theirs, mine)
    expect(mine.text).toBe('above\nBoot| tracing\nbelow')
    theirs.dispatch(theirs.state.tr.setBlockType(8, 8, paragraph))
    const range = theirs.state.doc.resolve(8).blockRange()
    if (!range) throw new Error('expected a range')
    theirs.dispatch(theirs.state.tr.wrap(range, [{ type: bulletList }, { type: listItem }]))
    exchange(theirs, mine)
    expect(mine.text).toBe('above\nBoot| tracing\nbelow')
  })

  it('[TOG-3] stays near when others delete what is around it, or the whole line', () => {
    const [mine, theirs] = openTwo('first', 'banana', 'last')
    mine.select('banana|')
    theirs.select('banan|a|')
    theirs.dispatch(theirs.state.tr.deleteSelection())
    exchange(theirs, mine)
    expect(mine.text).toBe('first\nbanan|\nlast')
    theirs.dispatch(theirs.state.tr.delete(7, 14))
    exchange(theirs, mine)
    expect(mine.text).toMatch(/^(first\|\nlast|first\n\|last)$/)
  })

  it('[TOG-3] does not go to a line that others bring back whose letters only happen to fit', () => {
    const line = 'The command line is short. A file helps. an'
    for (const [caret, deleted, expected] of [
      ['helps. an|', ' A file helps. an', 'The command line is short.|'],
      ['helps|. an', ' A file helps', 'The command line is short.|. an'],
      ['|A file', 'short. ', 'The command line is |A file helps. an'],
      ['comm|and', 'The command', '| line is short. A file helps. an'],
    ] as const) {
      const [mine, theirs] = openTwo(line)
      mine.select(caret)
      // As a restore does it: each block and letter is told by itself, nothing is worked out from what differs.
      theirs.doc.transact(() => {
        const text = (theirs.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
        text.delete(line.indexOf(deleted), deleted.length)
        const block = new Y.XmlElement('paragraph')
        block.insert(0, [new Y.XmlText('Nobody needs this line. An end.')])
        theirs.fragment.insert(0, [block])
      })
      exchange(theirs, mine)
      expect([caret, mine.text]).toEqual([caret, `Nobody needs this line. An end.\n${expected}`])
    }
  })

  it('[TOG-3] stays at the start of a note whose first words others delete', () => {
    const [mine, theirs] = openTwo('one two', 'last')
    mine.select('on|e')
    theirs.select('|one |')
    theirs.dispatch(theirs.state.tr.deleteSelection())
    exchange(theirs, mine)
    expect(mine.text).toBe('|two\nlast')
  })

  it('[TOG-4] a selection keeps both ends, and formatting chosen for the next letter stays chosen', () => {
    const [mine, theirs] = openTwo('one two three')
    mine.select('one |two| three')
    theirs.select('|one')
    theirs.type('zero ')
    exchange(theirs, mine)
    expect(mine.text).toBe('zero one |two| three')
    mine.select('three|')
    mine.dispatch(mine.state.tr.addStoredMark(documentSchema.mark('bold')))
    theirs.type('and ')
    exchange(theirs, mine)
    mine.type('!')
    const marks = mine.state.doc.resolve(mine.state.selection.head).nodeBefore?.marks
    expect(marks?.map((mark) => mark.type.name)).toEqual(['bold'])
  })
})

describe('undo', () => {
  it('[TOG-5] takes back one’s own words only, wherever others have written in the same line since', () => {
    const [mine, theirs] = openTwo('start')
    mine.select('start|')
    mine.type(' mine')
    exchangeBoth(mine, theirs)
    theirs.select('mine|')
    theirs.type(' theirs')
    theirs.select('|start')
    theirs.type('Re-')
    exchangeBoth(mine, theirs)
    mine.undoManager.undo()
    expect(mine.text).toBe('Re-start| theirs')
    mine.undoManager.redo()
    expect(mine.text).toBe('Re-start mine| theirs')
    expect(mine.undoManager.undo()).not.toBeNull()
    expect(mine.undoManager.undo()).toBeNull()
    exchangeBoth(mine, theirs)
    expect(theirs.state.doc.textContent).toBe('Re-start theirs')
  })

  it('[TOG-5] one undo after remote edits does not move the caret at the next remote edit', () => {
    const [mine, theirs] = openTwo('one', 'two', 'three')
    mine.select('one|')
    mine.type('!')
    mine.undoManager.undo()
    mine.select('thr|ee')
    theirs.select('two|')
    theirs.type('?')
    exchange(theirs, mine)
    expect(mine.text).toBe('one\ntwo?\nthr|ee')
  })

  it('[TOG-6] puts the caret where the change was', () => {
    const [mine, theirs] = openTwo('one', 'two', 'three', 'last')
    mine.select('two|')
    mine.type('!!')
    mine.select('last|')
    theirs.select('|one')
    theirs.type('zero ')
    exchange(theirs, mine)
    mine.undoManager.undo()
    expect(mine.text).toBe('zero one\ntwo|\nthree\nlast')
    mine.select('la|st')
    mine.undoManager.redo()
    expect(mine.text).toBe('zero one\ntwo!!|\nthree\nlast')
  })

  it('[TOG-6] works after others have shortened the note', () => {
    const [mine, theirs] = openTwo('one', 'two', 'three', 'last')
    mine.select('last|')
    mine.type(' words')
    exchangeBoth(mine, theirs)
    theirs.dispatch(theirs.state.tr.delete(0, 17))
    exchange(theirs, mine)
    mine.undoManager.undo()
    expect(mine.text).toBe('last|')
  })

  it('[TOG-6] brings a deleted line back with the caret in it', () => {
    const [mine] = openTwo('one', 'two', 'three')
    mine.dispatch(mine.state.tr.delete(5, 10))
    expect(mine.state.doc.textContent).toBe('onethree')
    mine.undoManager.undo()
    expect(mine.text).toBe('one\ntwo|\nthree')
  })
})
