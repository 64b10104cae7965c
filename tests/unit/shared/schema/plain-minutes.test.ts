import { describe, expect, it } from 'vitest'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import { docOf, isEmptyDoc, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { MINUTE_KINDS } from '../../../../shared/schema/minute-words.ts'
import { onTheRecord, plainMinutes, readMinutes } from '../../../../shared/schema/plain-minutes.ts'
import { docToHtml } from '../../../../server/export/html.ts'
import { docToMarkdown } from '../../../../server/export/markdown.ts'
import { docToText } from '../../../../server/export/text.ts'
import { importNote } from '../../../../server/import/note.ts'

const minute = (attrs: Record<string, unknown>, ...content: DocNode[]): DocNode => ({
  type: 'minute',
  attrs,
  ...(content.length > 0 ? { content } : {}),
})
const task = (attrs: Record<string, unknown>, text: string): DocNode => ({
  type: 'taskItem',
  attrs: { checked: false, ...attrs },
  content: [paragraphOf(text)],
})

const MINUTES = docOf([
  { type: 'heading', attrs: { level: 2 }, content: [textOf('Discussion')] },
  minute(
    { kind: 'question', who: 'Ada Lovelace' },
    textOf('Does it '),
    textOf('scale', [{ type: 'italic' }]),
    textOf('?'),
  ),
  minute({ kind: 'answer', who: 'Paul (RCU)' }, textOf('Yes.')),
  minute({ kind: 'action', who: 'Ada', due: '2026-12-01' }, textOf('Measure it.')),
  minute({ kind: 'action', who: null, due: '2026-12-24' }, textOf('Publish the figures.')),
  minute({ kind: 'decision' }, textOf('Keep the log.')),
  minute({ kind: 'decision' }),
  {
    type: 'paragraph',
    content: [
      { type: 'timeStamp', attrs: { at: '2026-11-25T09:32:00.000Z', label: '10:32, 12 min in' } },
      textOf(' '),
      { type: 'personName', attrs: { name: 'Ada Lovelace' } },
      textOf(' disagrees '),
      { type: 'missed' },
    ],
  },
  { type: 'taskList', content: [task({ who: 'Ada', due: '2026-12-01' }, 'Measure'), task({}, 'Rest')] },
])
const OFF_RECORD: DocNode = { type: 'offRecord', content: [paragraphOf('Between us.')] }

describe('plainMinutes', () => {
  it('[MIN-1] writes questions, answers, actions, decisions, times, gaps and names as text', () => {
    expect(docToText(plainMinutes(MINUTES))).toBe(
      [
        'Discussion',
        '----------',
        '',
        'Question (Ada Lovelace): Does it scale?',
        '',
        'Answer (Paul (RCU)): Yes.',
        '',
        'Action (Ada, due 2026-12-01): Measure it.',
        '',
        'Action (due 2026-12-24): Publish the figures.',
        '',
        'Decision: Keep the log.',
        '',
        'Decision:',
        '',
        '[10:32, 12 min in] Ada Lovelace disagrees [missed]',
        '',
        '  [ ] Measure (Ada, due 2026-12-01)',
        '  [ ] Rest',
        '',
      ].join('\n'),
    )
  })

  it('[MIN-1] keeps to what every schema has, in every format', () => {
    const plain = parseDoc(plainMinutes(MINUTES))
    const types = new Set<string>()
    documentSchema.nodeFromJSON(plain).descendants((node) => void types.add(node.type.name))
    for (const type of ['minute', 'timeStamp', 'missed', 'personName', 'offRecord'])
      expect(types).not.toContain(type)
    expect(docToHtml(plain)).toContain(
      '<p><strong>Question (Ada Lovelace):</strong> Does it <em>scale</em>?</p>',
    )
  })

  it.each(['md', 'html'] as const)('[MIN-2] reads minutes back from %s', (format) => {
    const plain = plainMinutes(MINUTES)
    const text = format === 'md' ? docToMarkdown(plain) : docToHtml(plain)
    const again = importNote({ text, format })
    expect(plainMinutes(again)).toEqual(plainMinutes(parseDoc(MINUTES)))
    const minutes = (again.content ?? []).filter(({ type }) => type === 'minute')
    expect(minutes.map(({ attrs }) => [attrs?.['kind'], attrs?.['who'], attrs?.['due']])).toEqual([
      ['question', 'Ada Lovelace', null],
      ['answer', 'Paul (RCU)', null],
      ['action', 'Ada', '2026-12-01'],
      ['action', null, '2026-12-24'],
      ['decision', null, null],
      ['decision', null, null],
    ])
    const tasks = again.content?.find(({ type }) => type === 'taskList')?.content ?? []
    expect(tasks.map(({ attrs }) => [attrs?.['who'] ?? null, attrs?.['due'] ?? null])).toEqual([
      ['Ada', '2026-12-01'],
      [null, null],
    ])
  })

  it('[MIN-2] takes nothing for a minute that only looks like one', () => {
    const doc = docOf([
      { type: 'paragraph', content: [textOf('Question: is this bold?')] },
      { type: 'paragraph', content: [textOf('Questions:', [{ type: 'bold' }]), textOf(' none')] },
      { type: 'paragraph', content: [textOf('Action (Ada):', [{ type: 'bold' }, { type: 'italic' }])] },
      { type: 'taskList', content: [task({}, 'Read (the whole paper)'), task({}, 'Due (due 2026-19-40)')] },
    ])
    expect(readMinutes(doc)).toEqual(doc)
  })

  it('[MIN-3] leaves out what is off the record, wherever it stands', () => {
    const doc = docOf([
      OFF_RECORD,
      { type: 'blockquote', content: [OFF_RECORD] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraphOf('Said.'), OFF_RECORD] }] },
    ])
    expect(JSON.stringify(onTheRecord(doc))).not.toContain('Between us')
    expect(JSON.stringify(plainMinutes(doc))).not.toContain('Between us')
    expect(() => documentSchema.nodeFromJSON(onTheRecord(doc)).check()).not.toThrow()
    expect(() => documentSchema.nodeFromJSON(plainMinutes(docOf([OFF_RECORD]))).check()).not.toThrow()
    expect(docToText(plainMinutes(doc, { keepOffRecord: true }))).toContain('Off the record:\n\nBetween us.')
  })

  it('[MIN-4] a document with nothing but a picture, a time or a name is not empty', () => {
    for (const atom of [
      { type: 'image', attrs: { id: 'abc', alt: '' } },
      { type: 'paragraph', content: [{ type: 'missed' }] },
      { type: 'paragraph', content: [{ type: 'personName', attrs: { name: 'Ada' } }] },
    ])
      expect(isEmptyDoc(docOf([atom]))).toBe(false)
    expect(isEmptyDoc(docOf([paragraphOf(' ')]))).toBe(true)
  })

  it('[MIN-1] has a name for every kind', () => {
    for (const kind of MINUTE_KINDS) {
      const [block] = plainMinutes(docOf([minute({ kind })])).content
      expect(readMinutes(docOf([block as DocNode])).content[0]?.attrs?.['kind']).toBe(kind)
    }
  })
})
