/**
 * Random documents that are as awkward as a schema-valid document can be: every node and mark in every place, marks that
 * begin and end inside words, text made of other formats' markers, blanks and line ends where nobody puts them.
 */
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { createRandom } from './random-doc.ts'

const AWKWARD_WORDS = [
  'a', 'b', 'word', 'é', '東京', '。', 'שלום', '👩‍💻', '😀', '*', '**', '_', '__', '`', '``', '[', ']', '(', ')', '[x]', '[ ]',
  '1.', '2)', '-', '+', '#', '##', '>', '|', '\\', '<b>', '<!-- x', '<br>', '&amp;', '&', '++', '==', '=', '~~', '~',
  'a@b.c', 'i++', 'a==b', '!', '![', '](x)', '---', '===', 'https://x.example/a', 'www.x.example', 'HTTP://X.example',
  'http:', '"', "'", '{', '}', ':', '.', '/', '\\|', '```', '~~~', '[^1]', '[^1]: x', '[r]: http://x',
  '<http://x.example>', '0', '9.', '*a*', '**b**',
] // prettier-ignore

/** Blanks and unusual characters that HTML does not keep. */
const BLANK_WORDS = ['\u00a0', '\t', '\n', '    x', '\u2028', '\u200b', '\ufeff', ' ', '  ']

const HREFS = ['https://x.example/', 'mailto:a@b.c', 'https://x.example/(a|b) c', 'https://x.example/a']
const LANGUAGES = [null, 'c', 'c++', '~x']

export interface WildOptions {
  /** Whether texts have blanks that only some formats keep. */
  readonly blanks: boolean
}

export function wildDoc(seed: number, { blanks }: WildOptions): DocNode {
  const random = createRandom(seed)
  const words = blanks ? [...AWKWARD_WORDS, ...BLANK_WORDS] : AWKWARD_WORDS
  const chance = (share: number): boolean => random() < share
  const number = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const pick = <T>(list: readonly T[]): T => list[number(0, list.length - 1)] as T
  const times = <T>(low: number, high: number, make: () => T): T[] =>
    Array.from({ length: number(low, high) }, make)

  const marks = (): DocMark[] => {
    if (chance(0.4)) return []
    if (chance(0.1)) return [{ type: 'code' }]
    const link = { type: 'link', attrs: { href: pick(HREFS), title: chance(0.2) ? 'a "title"' : null } }
    return [link, ...['bold', 'italic', 'strike', 'underline', 'highlight'].map((type) => ({ type }))].filter(
      () => chance(0.3),
    )
  }
  const text = (): DocNode => ({
    type: 'text',
    text: times(1, 3, () => pick(words)).join(chance(0.5) ? '' : ' '),
    marks: marks(),
  })
  const inline = (): DocNode[] => times(1, 5, () => (chance(0.08) ? { type: 'hardBreak' } : text()))
  const paragraph = (): DocNode =>
    chance(0.05) ? { type: 'paragraph' } : { type: 'paragraph', content: inline() }

  const item = (type: string, depth: number): DocNode => ({
    type,
    ...(type === 'taskItem' ? { attrs: { checked: chance(0.5) } } : {}),
    content: [paragraph(), ...(depth > 0 && chance(0.5) ? times(1, 2, () => block(depth - 1)) : [])],
  })
  const list = (depth: number): DocNode => {
    const type = pick(['bulletList', 'orderedList', 'taskList'])
    return {
      type,
      ...(type === 'orderedList' ? { attrs: { start: pick([1, 1, 0, 4, 99]) } } : {}),
      content: times(1, 3, () => item(type === 'taskList' ? 'taskItem' : 'listItem', depth)),
    }
  }
  const code = (): DocNode => {
    const value = times(1, 4, () => pick([...words, ' indented'])).join('\n')
    return {
      type: 'codeBlock',
      attrs: { language: pick(LANGUAGES) },
      content: [{ type: 'text', text: value }],
    }
  }
  const table = (): DocNode => {
    const columns = number(1, 3)
    const cell = (type: string): DocNode => ({
      type,
      attrs: { align: pick([null, null, 'left', 'right', 'center']), colspan: chance(0.05) ? 2 : 1 },
      content: chance(0.8) ? [paragraph()] : times(1, 2, () => block(0)),
    })
    const row = (type: string): DocNode => ({
      type: 'tableRow',
      content: Array.from({ length: columns }, () => cell(type)),
    })
    return { type: 'table', content: [row('tableHeader'), ...times(0, 2, () => row('tableCell'))] }
  }
  const block = (depth: number): DocNode => {
    switch (pick(['text', 'text', 'text', 'heading', 'list', 'list', 'quote', 'code', 'rule', 'table'])) {
      case 'heading':
        return { type: 'heading', attrs: { level: number(1, 6) }, content: chance(0.9) ? inline() : [] }
      case 'list':
        return depth > 0 ? list(depth - 1) : paragraph()
      case 'quote':
        return {
          type: 'blockquote',
          content: depth > 0 ? times(1, 3, () => block(depth - 1)) : [paragraph()],
        }
      case 'code':
        return code()
      case 'rule':
        return { type: 'horizontalRule' }
      case 'table':
        return depth > 0 ? table() : paragraph()
      default:
        return paragraph()
    }
  }
  return { type: 'doc', content: times(1, 4, () => block(3)) }
}
