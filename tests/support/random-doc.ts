/** Random valid documents over every node and mark, from a seed. */
import type { DocJson, DocMark, DocNode } from '../../shared/schema/doc-json.ts'

/** mulberry32: small, good enough, the same everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const WORDS = [
  'sched_setattr', 'O_ATOMIC', '*', '**', '_', '`code`', '[x]', '1.', '-', '+', '#', '>', '|', '\\', '<b>', '&amp;', '++',
  '==', '~~', 'a@b.c', 'Jérémie', '東京', 'שלום', '👩‍💻', 'i++', 'a==b', '-EAGAIN', '!', '(', ')',
  'the', 'kernel', 'discussed', 'patches', 'on', 'list', '$5', '{x}', ':', '---', '===', '“quoted”', '…',
] // prettier-ignore

export function randomDoc(random: () => number): DocJson {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const times = <T>(min: number, max: number, make: () => T): T[] =>
    Array.from({ length: min + Math.floor(random() * (max - min + 1)) }, make)

  const marks = (): DocMark[] => {
    if (random() < 0.6) return []
    if (random() < 0.15) return [{ type: 'code' }]
    const list: DocMark[] = []
    if (random() < 0.25)
      list.push({
        type: 'link',
        attrs: { href: pick(['https://lwn.net/Articles/773198/', 'mailto:a@example.org']) },
      })
    for (const type of ['bold', 'italic', 'strike', 'underline', 'highlight'])
      if (random() < 0.25) list.push({ type })
    return list
  }
  const run = (): DocNode => {
    const list = marks()
    const text = times(1, 4, () => pick(WORDS)).join(' ')
    return list.length > 0 ? { type: 'text', text, marks: list } : { type: 'text', text }
  }
  // Marks begin and end between words: Markdown cannot write all of them inside one.
  const inline = (): DocNode[] =>
    times(1, 4, run).flatMap((node, i) => (i === 0 ? [node] : [{ type: 'text', text: ' ' }, node]))
  const paragraph = (): DocNode => ({ type: 'paragraph', content: inline() })
  const item = (type: string, depth: number): DocNode => ({
    type,
    ...(type === 'taskItem' ? { attrs: { checked: random() < 0.5 } } : {}),
    content: [paragraph(), ...(depth > 0 && random() < 0.4 ? [list(depth - 1)] : [])],
  })
  const list = (depth: number): DocNode => {
    const type = pick(['bulletList', 'orderedList', 'taskList'])
    const start = random() < 0.3 ? 4 : 1
    return {
      type,
      ...(type === 'orderedList' ? { attrs: { start } } : {}),
      content: times(1, 3, () => item(type === 'taskList' ? 'taskItem' : 'listItem', depth)),
    }
  }
  const block = (depth: number): DocNode => {
    switch (pick(['paragraph', 'paragraph', 'heading', 'list', 'list', 'quote', 'code', 'rule', 'table'])) {
      case 'heading':
        return { type: 'heading', attrs: { level: 1 + Math.floor(random() * 6) }, content: inline() }
      case 'list':
        return list(depth)
      case 'quote':
        return {
          type: 'blockquote',
          content: depth > 0 ? times(1, 2, () => block(depth - 1)) : [paragraph()],
        }
      case 'code':
        return {
          type: 'codeBlock',
          attrs: { language: pick([null, 'c', 'sh']) },
          content: [
            { type: 'text', text: times(1, 3, () => pick([...WORDS, '```', '    indented'])).join('\n') },
          ],
        }
      case 'rule':
        return { type: 'horizontalRule' }
      case 'table': {
        const columns = 1 + Math.floor(random() * 3)
        const row = (type: string): DocNode => ({
          type: 'tableRow',
          content: Array.from({ length: columns }, () => ({ type, content: [paragraph()] })),
        })
        return { type: 'table', content: [row('tableHeader'), ...times(1, 2, () => row('tableCell'))] }
      }
      default:
        return paragraph()
    }
  }
  return { type: 'doc', content: times(1, 6, () => block(2)) }
}
