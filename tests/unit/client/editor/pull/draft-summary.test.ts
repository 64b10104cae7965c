import { expect, it } from 'vitest'
import { withOrigins } from '../../../../../client/editor/pull/block-items.ts'
import { draftSummary } from '../../../../../client/editor/pull/draft-summary.ts'
import { docOf, plainTextOf, type DocJson, type DocNode } from '../../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'
import { bullets, heading, item, minute, notesOf, offRecord, outline, paragraph, text } from './notes-of.ts'

function draftOf(...blocks: readonly DocNode[]): readonly DocNode[] {
  const { doc, fragment } = notesOf(...blocks)
  return draftSummary(withOrigins(doc, fragment, 'n2').toJSON() as DocJson)
}

const LONG = 'word '.repeat(60)

it('[PULL-7] what is marked comes in the order and the words of the notes, each with its origin', () => {
  const draft = draftOf(
    heading(2, 'Key points'),
    heading(3, 'Boot time'),
    paragraph('Masami showed numbers.'),
    minute('question', 'Why so slow?', { who: 'Ben' }),
    minute('answer', 'Initcalls.'),
    bullets(item('see below', minute('decision', 'Trace them'))),
    heading(3, 'Memory'),
    paragraph('Nothing was decided.'),
    heading(2, 'Actions'),
    minute('action', 'Send v2', { who: 'Ada', due: '2026-12-01' }),
    {
      type: 'taskList',
      content: [
        {
          type: 'taskItem',
          attrs: { checked: true, who: 'Cleo' },
          content: [paragraph('Book a room'), bullets(item('big'))],
        },
        { type: 'taskItem', attrs: { checked: false }, content: [paragraph('Ask')] },
      ],
    },
    heading(2, 'Links'),
    { type: 'paragraph', content: [text('Patches: '), text('v1', 'https://lore.kernel.org/1')] },
    { type: 'paragraph', content: [text(LONG), text('the article', 'https://lwn.net/2')] },
  )
  expect(outline(draft)).toEqual([
    'h2*: Key points',
    'h3*: Boot time',
    'question*: Why so slow?',
    'answer*: Initcalls.',
    'decision*: Trace them',
    'h3*: Memory',
    'paragraph: ',
    'h2*: Actions',
    'action*: Send v2',
    'taskList[taskItem*[paragraph: Book a room], taskItem*[paragraph: Ask]]',
    'h2*: Links',
    'bulletList[listItem*[paragraph: Patches: v1], listItem*[paragraph: the article]]',
  ])
  expect(draft.find(({ attrs }) => attrs?.['kind'] === 'action')?.attrs).toMatchObject({
    who: 'Ada',
    due: '2026-12-01',
  })
  documentSchema.nodeFromJSON(docOf(draft)).check()
})

it('[PULL-7] what is off the record is not there, nor a heading that has nothing else below it', () => {
  const draft = draftOf(
    heading(2, 'Open'),
    minute('decision', 'Yes'),
    heading(2, 'Closed'),
    offRecord(minute('decision', 'secret'), {
      type: 'paragraph',
      content: [text('secret', 'https://secret')],
    }),
  )
  expect(outline(draft)).toEqual(['h2*: Open', 'decision*: Yes'])
})

it('[PULL-7] headings that nobody wrote below, and minutes without words, are left out; without marks there is no draft', () => {
  const template = [
    heading(2, 'Key points'),
    paragraph(),
    heading(2, 'Questions'),
    heading(2, 'Links'),
    paragraph(),
  ]
  expect(draftOf(...template)).toEqual([])
  expect(draftOf(heading(2, 'Talk'), paragraph('Only prose.'))).toEqual([])
  expect(draftOf(heading(2, 'Talk'), minute('action', ''))).toEqual([])
  expect(outline(draftOf(...template, minute('decision', 'Go')))).toEqual(['h2*: Links', 'decision*: Go'])
})

it('[PULL-7] every word of a draft is in the notes', () => {
  const notes = [heading(1, 'A'), minute('question', 'B?'), paragraph('c'), minute('decision', 'D')]
  const words = new Set(plainTextOf(docOf(notes)).split(/\s+/))
  for (const word of plainTextOf(docOf(draftOf(...notes))).split(/\s+/)) expect(words).toContain(word)
})
