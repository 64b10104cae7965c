import { describe, expect, it } from 'vitest'
import { align } from '../../../../client/pages/history/align.ts'
import { compareDocs } from '../../../../client/pages/history/compare-docs.ts'
import {
  docOf,
  paragraphOf,
  plainTextOf,
  textOf,
  type DocJson,
  type DocNode,
} from '../../../../shared/schema/doc-json.ts'
import { createRandom, randomDoc } from '../../../support/random-doc.ts'

const SEED = Number(process.env['SEED'] ?? 20_261_125)

/** A compared document without what came, or without what went. */
function without(kind: 'inserted' | 'deleted', node: DocNode): DocNode | null {
  if (node.type === 'text') return node.marks?.some(({ type }) => type === kind) ? null : node
  if (node.attrs?.['change'] === kind) return null
  return node.content
    ? { ...node, content: node.content.flatMap((child) => without(kind, child) ?? []) }
    : node
}

/** Text with `[-gone-]` and `{+come+}`, one line a block. */
function sketch(node: DocNode): string {
  if (node.type === 'text') {
    if (node.marks?.some(({ type }) => type === 'inserted')) return `{+${node.text}+}`
    if (node.marks?.some(({ type }) => type === 'deleted')) return `[-${node.text}-]`
    return node.text ?? ''
  }
  const children = (node.content ?? []).map(sketch)
  const isInline = (node.content ?? []).every(({ type }) => type === 'text')
  return children.join(isInline ? '' : '\n')
}

const textOfDoc = (node: DocNode | null): string => (node === null ? '' : plainTextOf(node))
const compare = (before: DocJson, after: DocJson): string => sketch(compareDocs(before, after).doc)
const lines = (...texts: readonly string[]): DocJson => docOf(texts.map(paragraphOf))

describe('comparing two states of a document', () => {
  it('[TIME-1] words that came and went are marked inside the blocks that changed, everything else is as it was', () => {
    const before = lines('The slow fox sleeps.', 'Nobody looks.', 'The end.')
    const after = lines('The quick brown fox sleeps.', 'Nobody looks.', 'One more.', 'The end.')
    expect(compare(before, after)).toBe(
      'The [-slow-]{+quick brown+} fox sleeps.\nNobody looks.\n{+One more.+}\nThe end.',
    )
    expect(compareDocs(after, after).changes).toEqual([])
  })

  it('[TIME-1] a rewritten block is found beside new ones; one that shares nothing is another one', () => {
    expect(
      compare(
        lines('first topic of today', 'x'),
        lines('wholly new', 'also new', 'first topic of tomorrow', 'x'),
      ),
    ).toBe('{+wholly new+}\n{+also new+}\nfirst topic of [-today-]{+tomorrow+}\nx')
  })

  it('[TIME-1] changes are numbered in their order, what stands together is one, and each tells its words', () => {
    const { changes } = compareDocs(
      lines('alpha beta gamma', 'kept', 'going', 'going too'),
      lines('alpha delta gamma', 'kept'),
    )
    expect(changes).toEqual([
      { inserted: 'delta', deleted: 'beta' },
      { inserted: '', deleted: 'goinggoing too' },
    ])
  })

  it('[TIME-1] who wrote a text makes no difference, how a block is used does', () => {
    const written = (author: number) => ({ type: 'written', attrs: { author, at: null } })
    const before = docOf([
      { type: 'paragraph', content: [textOf('half', [written(0)]), textOf('way', [written(1)])] },
    ])
    const after = docOf([{ type: 'paragraph', content: [textOf('halfway', [written(2)])] }])
    expect(compareDocs(before, after).changes).toEqual([])
    const heading = docOf([{ type: 'heading', attrs: { level: 2 }, content: [textOf('halfway')] }])
    const { doc, changes } = compareDocs(after, heading)
    expect(doc.content[0]?.attrs).toMatchObject({ level: 2, change: 'changed', changeNumber: 1 })
    expect(changes).toEqual([{ inserted: '', deleted: '' }])
  })

  it('[TIME-1] items of lists, rules and whole emoji are compared as one would expect', () => {
    const list = (...items: readonly string[]): DocJson =>
      docOf([
        {
          type: 'bulletList',
          content: items.map((item) => ({ type: 'listItem', content: [paragraphOf(item)] })),
        },
      ])
    expect(compare(list('a b c', 'two'), list('a b d', 'two', 'three'))).toBe(
      'a b [-c-]{+d+}\ntwo\n{+three+}',
    )
    const rule = docOf([{ type: 'horizontalRule' }])
    expect(compareDocs(rule, lines('x')).doc.content.map(({ attrs }) => attrs?.['change'])).toEqual([
      'deleted',
      'inserted',
    ])
    expect(compare(lines('see 👩‍💻'), lines('see 👨‍💻'))).toBe('see [-👩‍💻-]{+👨‍💻+}')
    expect(compare(lines('会议记录'), lines('会议纪录'))).toBe('会议[-记-]{+纪+}录')
  })

  it(`[TIME-2] without the inserted parts it is the old text, without the deleted ones the new document (seed ${SEED})`, () => {
    const random = createRandom(SEED)
    for (let round = 0; round < 300; round++) {
      const before = randomDoc(random)
      const after = random() < 0.2 ? randomDoc(random) : edited(before, random)
      const { doc, changes } = compareDocs(before, after)
      expect(textOfDoc(without('inserted', doc))).toBe(plainTextOf(before))
      expect(textOfDoc(without('deleted', doc))).toBe(plainTextOf(after))
      expect(typesOf(without('deleted', doc))).toEqual(typesOf(after))
      expect(changes.length > 0 || plainTextOf(before) === plainTextOf(after)).toBe(true)
    }
  })

  it(`[TIME-2] partners are equal and in order on both sides, and no shorter than what is certain (seed ${SEED})`, () => {
    const random = createRandom(SEED)
    for (let round = 0; round < 500; round++) {
      const letters = 2 + Math.floor(random() * 12)
      const some = (): string[] =>
        Array.from({ length: Math.floor(random() * 30) }, () => String(Math.floor(random() * letters)))
      const [before, after] = [some(), some()]
      let last = -1
      for (const [at, partner] of align(before, after, 1_000_000).entries()) {
        if (partner < 0) continue
        expect(after[partner]).toBe(before[at])
        expect(partner).toBeGreaterThan(last)
        last = partner
      }
    }
  })

  it('[TIME-3] 2,000 blocks against 2,000 take less than 200 ms, however they differ', () => {
    const random = createRandom(SEED)
    const words = (count: number): string =>
      Array.from({ length: count }, () => `w${Math.floor(random() * 3_000)}`).join(' ')
    const base = Array.from({ length: 2_000 }, () => words(12))
    const few = Array.from({ length: 2_000 }, () => (random() < 0.5 ? 'yes' : 'no'))
    const shapes: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
      'one word each': [base, base.map((line) => `${line} more`)],
      'nothing in common': [base, Array.from({ length: 2_000 }, () => words(12))],
      'another order': [base, base.toSorted()],
      'few kinds of lines': [few, few.toReversed()],
    }
    for (const [name, [before, after]] of Object.entries(shapes)) {
      // Time of this process, since others may be busy; the best of three, since the first one compiles.
      const tookMs = Math.min(
        ...[1, 2, 3].map(() => {
          const [old, current] = [lines(...before), lines(...after)]
          const started = process.cpuUsage()
          compareDocs(old, current)
          return process.cpuUsage(started).user / 1_000
        }),
      )
      expect([name, tookMs < 200 ? 'fast' : `${tookMs} ms`]).toEqual([name, 'fast'])
    }
  })
})

/** Some words and blocks replaced, removed, repeated. */
function edited(doc: DocJson, random: () => number): DocJson {
  const change = (node: DocNode): DocNode[] => {
    if (node.type === 'text') {
      const text = (node.text ?? '')
        .split(' ')
        .flatMap((word) => (random() < 0.1 ? [] : random() < 0.1 ? [word, 'new'] : [word]))
        .join(' ')
      return text === '' ? [] : [{ ...node, text }]
    }
    if (node.type === 'paragraph' && random() < 0.1) return [node, paragraphOf('between')]
    if (node.type === 'listItem' && random() < 0.15) return []
    const { content, ...rest } = node
    const changed = content?.flatMap(change) ?? []
    return [changed.length > 0 ? { ...rest, content: changed } : rest]
  }
  return docOf(doc.content.flatMap((node) => (random() < 0.15 ? [] : change(node))))
}

/** The kinds of blocks, as they stand inside each other. */
function typesOf(node: DocNode | null): unknown {
  if (node === null) return null
  const blocks = (node.content ?? []).filter(({ type }) => type !== 'text')
  return blocks.length > 0 ? [node.type, blocks.map(typesOf)] : node.type
}
