import { expect, it } from 'vitest'
import { withOrigins } from '../../../../../client/editor/pull/block-items.ts'
import { pickBlocks } from '../../../../../client/editor/pull/pick-blocks.ts'
import {
  bullets,
  heading,
  item,
  minute,
  notesOf,
  offRecord,
  outline,
  paragraph,
  placeOf,
} from './notes-of.ts'

const { doc, fragment } = notesOf(
  heading(2, 'Tracing'),
  paragraph('It is slow.'),
  paragraph(),
  minute('decision', 'Merge it', { who: 'Ada' }),
  bullets(item('one', bullets(item('one a'), item('one b'))), item('two', offRecord(paragraph('secret')))),
  offRecord(minute('action', 'Tell nobody')),
  { type: 'blockquote', content: [paragraph('quoted'), offRecord(paragraph('hidden'))] },
  { type: 'image', attrs: { id: 'abc', alt: 'A graph' } },
  paragraph('last'),
)
const marked = withOrigins(doc, fragment, 'n2')

/** What a selection from one text to another one picks; a caret in the first one when there is no other. */
function picked(first: string, last?: string): string[] {
  const from = placeOf(doc, first).from + 1
  return outline(pickBlocks(marked, { from, to: last === undefined ? from : placeOf(doc, last).to }))
}

it('[PULL-1, PULL-3] whole lines are picked, each with its origin; a caret stands for its line', () => {
  expect(picked('slow')).toEqual(['paragraph*: It is slow.'])
  expect(picked('Merge')).toEqual(['decision*: Merge it'])
  expect(picked('Tracing', 'Merge')).toEqual([
    'h2*: Tracing',
    'paragraph*: It is slow.',
    'decision*: Merge it',
  ])
  expect(
    pickBlocks(marked, { from: placeOf(doc, 'Merge').from, to: placeOf(doc, 'Merge').to }),
  ).toMatchObject([{ attrs: { who: 'Ada', origin: expect.stringMatching(/^n2:\d+\.\d+$/) } }])
})

it('[PULL-1] of lists the items that are meant, with those below where the caret is in an item', () => {
  expect(picked('one')).toEqual([
    'bulletList[listItem*[paragraph: one, bulletList[listItem*[paragraph: one a], listItem*[paragraph: one b]]]]',
  ])
  expect(picked('one a', 'one b')).toEqual([
    'bulletList[listItem*[paragraph: one a], listItem*[paragraph: one b]]',
  ])
  expect(picked('one b', 'two')).toEqual([
    'bulletList[listItem*[paragraph: one b]]',
    'bulletList[listItem*[paragraph: two]]',
  ])
  const { from, to } = placeOf(doc, 'one')
  expect(outline(pickBlocks(marked, { from, to }))).toEqual(['bulletList[listItem*[paragraph: one]]'])
})

it('[PULL-1] a selection that ends where the next line begins does not mean that line', () => {
  const from = placeOf(doc, 'It is').from
  expect(outline(pickBlocks(marked, { from, to: placeOf(doc, 'Merge').from }))).toEqual([
    'paragraph*: It is slow.',
  ])
})

it('[PULL-2] what is off the record is not picked, wherever it stands, and empty lines are not', () => {
  const all = pickBlocks(marked, { from: 0, to: doc.content.size })
  expect(JSON.stringify(all)).not.toMatch(/secret|nobody|hidden/)
  expect(outline(all)).toHaveLength(7)
  expect(picked('secret')).toEqual([])
  expect(picked('nobody')).toEqual([])
  expect(picked('hidden')).toEqual([])
  expect(picked('quoted', 'hidden')).toEqual(['blockquote*[paragraph: quoted]'])
})

it('[PULL-1] pictures keep what they show', () => {
  expect(
    pickBlocks(marked, { from: placeOf(doc, 'quoted').from, to: placeOf(doc, 'last').to }),
  ).toMatchObject([
    { type: 'blockquote' },
    { type: 'image', attrs: { id: 'abc', alt: 'A graph', origin: expect.any(String) } },
    { type: 'paragraph' },
  ])
})
