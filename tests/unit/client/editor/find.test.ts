import type { Node as DocumentNode } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import { findMatches, MATCH_LIMIT } from '../../../../client/editor/find/find-matches.ts'
import { followEdit } from '../../../../client/editor/find/find-marks.ts'
import { replaceIn } from '../../../../client/editor/find/replace-matches.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'

const LOOSE = { matchCase: false, matchAccents: false }

interface Json {
  readonly type: string
  readonly text?: string
  readonly attrs?: object
  readonly marks?: readonly { readonly type: string }[]
  readonly content?: readonly Json[]
}

const text = (words: string, ...marks: readonly string[]): Json => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
})
const paragraph = (...content: readonly (Json | string)[]): Json => ({
  type: 'paragraph',
  content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
})
const person = (name: string): Json => ({ type: 'personName', attrs: { name } })

function docOf(...blocks: readonly Json[]): DocumentNode {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: blocks })
  doc.check()
  return doc
}

/** What was found, as the text that stands there. */
function foundTexts(doc: DocumentNode, query: string, options = LOOSE): readonly string[] {
  return findMatches(doc, query, options).matches.map(({ from, to }) => doc.textBetween(from, to, '|', '*'))
}

describe('finding text in a note', () => {
  it('[FIND-6] across marks, not across blocks', () => {
    const doc = docOf(paragraph('boot-', text('time', 'bold'), ' tracing'), paragraph('ing', text('boot')))
    expect(foundTexts(doc, 'boot-time trac')).toEqual(['boot-time trac'])
    expect(foundTexts(doc, 'tracing')).toEqual(['tracing'])
    expect(foundTexts(doc, 'tracinging')).toEqual([])
  })

  it('[FIND-6] in lists, quotes, tables, code and headings', () => {
    const doc = docOf(
      { type: 'heading', attrs: { level: 2 }, content: [text('one')] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('one')] }] },
      { type: 'blockquote', content: [paragraph('one')] },
      { type: 'codeBlock', content: [text('one\none')] },
      {
        type: 'table',
        content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('one')] }] }],
      },
    )
    expect(foundTexts(doc, 'one')).toHaveLength(6)
  })

  it('[FIND-6] case and accents count only when they are asked for', () => {
    const doc = docOf(paragraph('Straße STRASSE Résumé resume Σίσυφος ΣΊΣΥΦΟΣ'))
    expect(foundTexts(doc, 'strasse')).toEqual(['Straße', 'STRASSE'])
    expect(foundTexts(doc, 'resume')).toEqual(['Résumé', 'resume'])
    expect(foundTexts(doc, 'σίσυφος')).toEqual(['Σίσυφος', 'ΣΊΣΥΦΟΣ'])
    expect(foundTexts(doc, 'resume', { matchCase: false, matchAccents: true })).toEqual(['resume'])
    expect(foundTexts(doc, 'STRASSE', { matchCase: true, matchAccents: false })).toEqual(['STRASSE'])
  })

  it('[FIND-6] however an accent is written, the whole character is found, and no half of one', () => {
    const doc = docOf(paragraph('cafe\u0301 caf\u00e9 cafe'))
    const exact = { matchCase: false, matchAccents: true }
    expect(foundTexts(doc, 'cafe')).toEqual(['cafe\u0301', 'caf\u00e9', 'cafe'])
    expect(foundTexts(doc, 'caf\u00e9', exact)).toEqual(['cafe\u0301', 'caf\u00e9'])
    expect(foundTexts(doc, 'cafe', exact)).toEqual(['cafe'])
    expect(foundTexts(docOf(paragraph('Maß')), 's')).toEqual([])
    expect(foundTexts(docOf(paragraph('😀')), '\ud83d')).toEqual([])
  })

  it('[FIND-6] vowel signs that no word can do without are no accents', () => {
    const doc = docOf(paragraph('कि का'))
    expect(foundTexts(doc, 'कि')).toEqual(['कि'])
  })

  it('[FIND-6] names and times are found by what they read as, whole', () => {
    const doc = docOf(
      paragraph('with ', person('Ada Lovelace'), ' at ', {
        type: 'timeStamp',
        attrs: { at: '2026-11-25T10:32:00Z', label: '10:32' },
      }),
    )
    const [name] = findMatches(doc, 'lovel', LOOSE).matches
    expect(doc.nodeAt(name?.from ?? -1)?.attrs['name']).toBe('Ada Lovelace')
    expect((name?.to ?? 0) - (name?.from ?? 0)).toBe(1)
    expect(findMatches(doc, 'lace at [10', LOOSE).matches).toHaveLength(1)
  })

  it('[FIND-6] a line break reads as a blank, and nothing at all finds nothing', () => {
    const doc = docOf(paragraph('one', { type: 'hardBreak' }, 'two'))
    expect(findMatches(doc, 'one two', LOOSE).matches).toHaveLength(1)
    expect(findMatches(doc, '', LOOSE).matches).toEqual([])
    expect(findMatches(doc, '\u0301', LOOSE).matches).toEqual([])
  })

  it('[FIND-7] at most a thousand are shown, and it is said that there are more', () => {
    const doc = docOf(paragraph('ab'.repeat(MATCH_LIMIT)), paragraph('ab'))
    const result = findMatches(doc, 'ab', LOOSE)
    expect(result.matches).toHaveLength(MATCH_LIMIT)
    expect(result.isCut).toBe(true)
    expect(findMatches(docOf(paragraph('ab'.repeat(MATCH_LIMIT))), 'ab', LOOSE).isCut).toBe(false)
  })

  it('[FIND-7] marks follow an edit, also one that replaces the whole document', () => {
    const before = docOf(paragraph('one two'), paragraph('one'), paragraph('one'))
    const after = docOf(paragraph('one two'), paragraph('new'), paragraph('o-ne'), paragraph('one'))
    const { matches } = findMatches(before, 'one', LOOSE)
    const followed = followEdit({ matches, current: 2 }, before, after)
    expect(followed.matches).toEqual(findMatches(after, 'one', LOOSE).matches)
    expect(followed.current).toBe(1)
  })

  it('[FIND-7] marks follow random edits: each stands on the same text as before', () => {
    let seed = 7
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return seed % below
    }
    for (let round = 0; round < 300; round += 1) {
      const words = Array.from({ length: 6 }, () => ['aa', 'ab', 'b', 'aba'][random(4)] ?? '')
      const before = docOf(...words.map((word) => paragraph(word)))
      const state = EditorState.create({ doc: before })
      const from = 1 + random(before.content.size - 2)
      const transaction = state.tr.insertText(['', 'a', 'ab'][random(3)] ?? '', from, from + random(2))
      const { matches } = findMatches(before, 'ab', LOOSE)
      const followed = followEdit({ matches, current: 0 }, before, transaction.doc)
      for (const { from, to } of followed.matches) {
        expect(transaction.doc.textBetween(from, to, '|')).toBe('ab')
      }
      expect(followed.current).toBeLessThan(followed.matches.length)
    }
  })

  it('[FIND-8] replacing keeps the marks, and leaves names alone', () => {
    const doc = docOf(paragraph('an ', text('old', 'bold'), ' old', person('old'), text('old', 'code')))
    const { tr } = EditorState.create({ doc })
    const { matches } = findMatches(doc, 'old', LOOSE)
    expect(replaceIn(tr, matches, 'newer')).toBe(3)
    tr.doc.check()
    expect(tr.doc.toJSON()).toEqual(
      docOf(paragraph('an ', text('newer', 'bold'), ' newer', person('old'), text('newer', 'code'))).toJSON(),
    )
  })

  it('[FIND-8] replacing with nothing deletes, and many are replaced at once', () => {
    const doc = docOf(paragraph('x'.repeat(50)), paragraph('xyx'))
    const all = findMatches(doc, 'x', LOOSE).matches
    const { tr } = EditorState.create({ doc })
    expect(replaceIn(tr, all, '')).toBe(52)
    expect(tr.doc.textContent).toBe('y')
  })
})
