import { describe, expect, it } from 'vitest'
import { outlineOf, sectionAt } from '../../../../client/editor/outline/outline-of.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'

const heading = (level: number, ...content: readonly object[]) => ({
  type: 'heading',
  attrs: { level },
  content,
})
const text = (words: string) => ({ type: 'text', text: words })
const paragraph = (words: string) => ({ type: 'paragraph', content: [text(words)] })

function outline(...blocks: readonly object[]) {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: blocks })
  doc.check()
  return { doc, headings: outlineOf(doc) }
}

describe('the outline of a note', () => {
  it('[FIND-11] has every heading with text, in order, at its place', () => {
    const { doc, headings } = outline(
      heading(1, text('Boot')),
      paragraph('text'),
      heading(3, text('  with  '), { type: 'personName', attrs: { name: 'Ada' } }),
      heading(2),
      { type: 'blockquote', content: [heading(2, text('Quoted'))] },
    )
    expect(headings.map(({ level, text }) => [level, text])).toEqual([
      [1, 'Boot'],
      [3, 'with Ada'],
      [2, 'Quoted'],
    ])
    for (const { position } of headings) expect(doc.nodeAt(position)?.type.name).toBe('heading')
  })

  it('[FIND-11] a long heading is cut between characters', () => {
    const { headings } = outline(heading(1, text('😀'.repeat(500))))
    expect(headings[0]?.text).toBe(`${'😀'.repeat(119)}…`)
  })

  it('[FIND-11] a place is in the section of the last heading before it', () => {
    const { headings } = outline(
      paragraph('before'),
      heading(1, text('One')),
      paragraph('in one'),
      heading(1, text('Two')),
    )
    const [one, two] = headings
    expect(sectionAt(headings, 2)).toBe(-1)
    expect(sectionAt(headings, one?.position ?? 0)).toBe(0)
    expect(sectionAt(headings, (two?.position ?? 0) - 1)).toBe(0)
    expect(sectionAt(headings, (two?.position ?? 0) + 2)).toBe(1)
    expect(sectionAt([], 5)).toBe(-1)
  })
})
