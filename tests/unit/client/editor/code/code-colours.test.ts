import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { AttrStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  codeColours,
  coloursIn,
  MAX_COLOURED_CHARACTERS,
} from '../../../../../client/editor/code/code-colours.ts'
import { CODE_LANGUAGES, languageOf } from '../../../../../client/editor/code/code-languages.ts'
import { highlighter, type Highlighter } from '../../../../../client/editor/code/highlighter.ts'
import { documentSchema as schema } from '../../../../../shared/schema/extensions.ts'
import { eventually } from '../../../../support/eventually.ts'

const code = (text: string, language: string | null): Node =>
  schema.node('codeBlock', { language }, text === '' ? [] : [schema.text(text)])
const line = (text: string): Node => schema.node('paragraph', null, [schema.text(text)])

/** A note with the plugin and no screen, and what was asked of the highlighter. */
function openNote(blocks: readonly Node[]) {
  const asked: string[] = []
  const counting: Highlighter = {
    load: (language) => highlighter.load(language),
    highlight: (language, text) => {
      asked.push(text)
      return highlighter.highlight(language, text)
    },
  }
  let loads = 0
  const plugin = codeColours(async () => {
    loads++
    return counting
  })
  const note = {
    state: EditorState.create({ doc: schema.node('doc', null, blocks), plugins: [plugin] }),
    asked,
    loads: () => loads,
    dispatch: (transaction: EditorState['tr']): void => {
      note.state = note.state.apply(transaction)
      view.update?.(note as unknown as EditorView, note.state)
    },
    /** The coloured parts, with their classes. */
    colours: (): string[] =>
      coloursIn(note.state)
        .find()
        .map(({ from, to, ...decoration }) => {
          const { attrs } = (decoration as unknown as { type: { attrs: { class: string } } }).type
          return `${attrs.class} ${note.state.doc.textBetween(from, to)}`
        }),
  }
  const view = plugin.spec.view!(note as unknown as EditorView)
  return note
}

describe('colours of code', () => {
  it('[PASTE-12] are decorations: the document stays as it is', async () => {
    const note = openNote([line('x'), code('-int x;\n+int y;', 'diff'), code('return 1;', 'c')])
    const before = note.state.doc
    await eventually(() => note.colours().length > 0)
    expect(note.state.doc).toBe(before)
    expect(note.colours()).toEqual([
      'hljs-deletion -int x;',
      'hljs-addition +int y;',
      'hljs-keyword return',
      'hljs-number 1',
    ])
  })

  it('[PASTE-12] are made anew for blocks that changed, and for no others', async () => {
    const note = openNote([code('return 1;', 'c'), line('between'), code('x = 1', 'python')])
    await eventually(() => note.colours().length === 3)
    note.asked.length = 0
    note.dispatch(note.state.tr.insertText('!', 13))
    expect(note.asked).toEqual([])
    note.dispatch(note.state.tr.insertText('2', 9))
    expect(note.asked).toEqual(['return 12;'])
    expect(note.colours()).toContain('hljs-number 12')
    note.dispatch(note.state.tr.insert(0, line('above')))
    expect(note.asked).toHaveLength(1)
    expect(note.colours()).toHaveLength(3)
  })

  it('[PASTE-12] follow the language, however it changes', async () => {
    const note = openNote([code('# x', null), code('return 1;', 'c')])
    await eventually(() => note.colours().length === 2)
    note.dispatch(note.state.tr.step(new AttrStep(0, 'language', 'bash')))
    expect(note.colours()).toContain('hljs-comment # x')
    note.dispatch(note.state.tr.setNodeMarkup(0, null, { language: null }))
    expect(note.colours()).toHaveLength(2)
  })

  it('[PASTE-12] of other languages come when a block is in one, once', async () => {
    const note = openNote([line('no code')])
    expect(note.loads()).toBe(0)
    note.dispatch(note.state.tr.insert(0, code('func main() {}', 'golang')))
    await eventually(() => note.colours().includes('hljs-function hljs-keyword func'))
    expect(note.loads()).toBe(1)
  })

  it('[PASTE-12] end where a block is long, and begin again when it is not', async () => {
    const text = `return 1;${' '.repeat(MAX_COLOURED_CHARACTERS)}`
    const note = openNote([code(text, 'c'), code('2', 'c')])
    await eventually(() => note.colours().includes('hljs-number 2'))
    expect(note.colours()).toEqual(['hljs-number 2'])
    const { tr } = note.state
    note.dispatch(
      tr.setSelection(TextSelection.create(tr.doc, 10, 10 + MAX_COLOURED_CHARACTERS)).deleteSelection(),
    )
    expect(note.colours()).toHaveLength(3)
  })

  it('[PASTE-12] every language of the chooser has a grammar', async () => {
    for (const { id } of CODE_LANGUAGES) {
      await highlighter.load(id)
      if (!highlighter.highlight(id, 'x = 1\n')) throw new Error(`${id} has no grammar`)
    }
    expect(languageOf('C title="x"')?.id).toBe('c')
    expect(languageOf('patch')?.id).toBe('diff')
    expect(languageOf('klingon')).toBeNull()
  })

  it('[PASTE-13] can be read on the ground of code, light and dark', () => {
    const read = (path: string) =>
      readFileSync(new URL(`../../../../../client/${path}`, import.meta.url), 'utf8')
    const [tokensLight = '', tokensDark = ''] = read('styles/tokens.css').split(
      "[data-mantine-color-scheme='dark']",
    )
    const [light = '', dark = ''] = read('editor/code/code-colours.css').split(
      "[data-mantine-color-scheme='dark']",
    )
    for (const [tokens, css] of [
      [tokensLight, light],
      [tokensDark, dark],
    ] as const) {
      const colours = new Map(
        [...css.matchAll(/--(code-[a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!]),
      )
      const ground = /--surface-2: (#[0-9a-f]{6})/.exec(tokens)![1]!
      expect(colours.size).toBe(10)
      for (const [name, colour] of colours) {
        if (name.endsWith('-ground')) continue
        expect(contrast(colour, colours.get(`${name}-ground`) ?? ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [a, b].map(luminance).toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
