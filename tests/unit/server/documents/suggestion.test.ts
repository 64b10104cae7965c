/** Suggestions that are accepted: what the one change makes of a note. */
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createDocuments, type AcceptedSuggestion } from '../../../../server/documents/documents.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { anchorsOf, readText, wordsOf, type PassageAnchor } from '../../../../shared/schema/text-places.ts'

const documents = createDocuments()
afterAll(() => documents.close())

/** Who makes the change. */
const CLIENT = 4_711

type Part = string | [string, Record<string, unknown>] | Y.XmlElement

/** A note of one block. */
class Note {
  readonly doc = new Y.Doc()
  readonly block: Y.XmlElement

  constructor(parts: readonly Part[], kind = 'paragraph') {
    this.block = new Y.XmlElement(kind)
    this.doc.getXmlFragment(FRAGMENT).push([this.block])
    for (const part of parts) {
      if (part instanceof Y.XmlElement) {
        this.block.push([part])
        continue
      }
      const [text, marks] = typeof part === 'string' ? [part, {}] : part
      const last = this.block.get(this.block.length - 1) as unknown
      if (last instanceof Y.XmlText) last.insert(last.length, text, marks)
      else {
        const made = new Y.XmlText()
        this.block.push([made])
        made.insert(0, text, marks)
      }
    }
  }

  get updates(): readonly Uint8Array[] {
    return [Y.encodeStateAsUpdate(this.doc)]
  }

  passage(from: number, to: number): PassageAnchor & { readonly quote: string } {
    const text = readText(this.doc.getXmlFragment(FRAGMENT))
    const range = { from: { block: 0, offset: from }, to: { block: 0, offset: to } }
    return { ...anchorsOf(text, range)!, quote: wordsOf(text, range) }
  }

  accept(
    passage: PassageAnchor & { readonly quote: string },
    proposed: string,
    updates = this.updates,
  ): Promise<AcceptedSuggestion> {
    return documents.acceptSuggestion(updates, {
      start: Y.encodeRelativePosition(passage.start),
      end: Y.encodeRelativePosition(passage.end),
      quote: passage.quote,
      proposed,
      client: CLIENT,
    })
  }

  /** The parts of the block after the change. */
  async after(passage: PassageAnchor & { readonly quote: string }, proposed: string): Promise<unknown[]> {
    const accepted = await this.accept(passage, proposed)
    if (accepted.kind === 'update') Y.applyUpdate(this.doc, accepted.update)
    return this.parts
  }

  get parts(): unknown[] {
    return (this.block.toArray() as readonly (Y.XmlText | Y.XmlElement)[]).flatMap((child) =>
      child instanceof Y.XmlText
        ? (child.toDelta() as { insert: string; attributes?: object }[]).map(({ insert, attributes }) =>
            attributes ? [insert, attributes] : insert,
          )
        : `<${child.nodeName}>`,
    )
  }
}

const bold = { bold: {} }

test('[REVIEW-6] only what differs is replaced, with the marks of what it replaces', async () => {
  const note = () => new Note(['The ', ['quick', bold], ' brown fox jumps'])
  const cases: [from: number, to: number, proposed: string, expected: unknown[]][] = [
    [10, 19, 'red fox', ['The ', ['quick', bold], ' red fox jumps']],
    [4, 9, 'slow', ['The ', ['slow', bold], ' brown fox jumps']],
    [4, 15, 'quickest brown', ['The ', ['quickest', bold], ' brown fox jumps']],
    [0, 19, 'A red fox', ['A red fox jumps']],
    [16, 19, 'foxes', ['The ', ['quick', bold], ' brown foxes jumps']],
    [9, 19, '', ['The ', ['quick', bold], ' jumps']],
    [0, 25, '', []],
  ]
  for (const [from, to, proposed, expected] of cases) {
    const one = note()
    expect([proposed, await one.after(one.passage(from, to), proposed)]).toEqual([proposed, expected])
  }
})

test('[REVIEW-6] names, times and gaps stay where the suggestion keeps them, and go as a whole where it does not', async () => {
  const named = () => {
    const name = new Y.XmlElement('personName')
    name.setAttribute('name', 'Ada')
    return name
  }
  const gap = new Note(['it is ', new Y.XmlElement('missed'), ' fast'])
  expect(await gap.after(gap.passage(0, 12), 'it is very fast')).toEqual(['it is very', ' fast'])
  const kept = new Note(['ask ', named(), ' soon'])
  expect(await kept.after(kept.passage(0, 10), 'ask Ada now')).toEqual(['ask ', '<personName>', ' now'])
  const renamed = new Note(['ask ', named(), ' soon'])
  expect(await renamed.after(renamed.passage(0, 10), 'ask Adam soon')).toEqual([
    'ask ',
    '<personName>',
    'm soon',
  ])
  const replaced = new Note([named(), named()])
  expect(await replaced.after(replaced.passage(0, 1), 'Ben')).toEqual(['Ben', '<personName>'])
})

test('[REVIEW-6] lines may end in code, and nowhere else', async () => {
  const code = new Note(['make\nmake install'], 'codeBlock')
  expect(await code.after(code.passage(0, 4), 'make\nmake check')).toEqual(['make\nmake check\nmake install'])
  const text = new Note(['one two'])
  expect(await text.after(text.passage(0, 7), 'one\ntwo')).toEqual(['one two'])
})

test('[REVIEW-7] a passage that reads otherwise by now is left alone, and told', async () => {
  const changed = new Note(['The brown fox'])
  const passage = changed.passage(4, 13)
  ;(changed.block.get(0) as Y.XmlText).insert(9, ' red')
  expect(await changed.accept(passage, 'blue fox')).toEqual({ kind: 'changed', found: 'brown red fox' })
  const gone = new Note(['The brown fox'])
  const lost = gone.passage(4, 13)
  ;(gone.block.get(0) as Y.XmlText).delete(3, 10)
  expect(await gone.accept(lost, 'blue fox')).toEqual({ kind: 'changed', found: null })
})

test('[REVIEW-6] what others write meanwhile, around the passage and in the rest of it, stays', async () => {
  const note = new Note(['The brown fox jumps'])
  const other = new Y.Doc()
  Y.applyUpdate(other, note.updates[0]!)
  const accepted = await note.accept(note.passage(4, 13), 'brown cat')
  const text = (other.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(19, ' high')
  text.insert(9, 'ish')
  text.insert(0, 'Look: ')
  if (accepted.kind === 'update') Y.applyUpdate(other, accepted.update)
  expect(text.toJSON()).toBe('Look: The brownish cat jumps high')
})

test.each(['owl', ''])('[REVIEW-15] a document knows whether it has the change to “%s”', async (proposed) => {
  const note = new Note(['The brown fox jumps'])
  const passage = note.passage(10, 13)
  await note.after(passage, proposed)
  expect(note.parts).toEqual([`The brown ${proposed} jumps`])
  expect(await note.accept(passage, proposed)).toEqual({ kind: 'done' })
  // It may read as before, and have it all the same; so does what a checkpoint keeps of it.
  const text = note.block.get(0) as Y.XmlText
  text.delete(10, proposed.length)
  text.insert(10, 'fox')
  expect(note.parts).toEqual(['The brown fox jumps'])
  expect(await note.accept(passage, proposed)).toEqual({ kind: 'done' })
  const { bytes } = await documents.compact(note.updates)
  expect(await note.accept(passage, proposed, [bytes])).toEqual({ kind: 'done' })
})
