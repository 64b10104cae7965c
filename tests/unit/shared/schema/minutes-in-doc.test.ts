import { describe, expect, it } from 'vitest'
import { minutesToCsv, minutesToMarkdown } from '../../../../server/export/minutes-file.ts'
import { minutesInDoc } from '../../../../shared/schema/minutes-in-doc.ts'
import type { GatheredMinute } from '../../../../shared/contracts/minutes.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'

const minute = (kind: string, content: readonly DocNode[], attrs: object = {}): DocNode => ({
  type: 'minute',
  attrs: { kind, who: null, due: null, ...attrs },
  content,
})
const task = (text: string, attrs: object = {}, below: readonly DocNode[] = []): DocNode => ({
  type: 'taskItem',
  attrs: { checked: false, who: null, due: null, ...attrs },
  content: [paragraphOf(text), ...below],
})

describe('minutes of a document', () => {
  it('[GATHER-1] are its marked lines with whose they are and until when, in their order', () => {
    const doc = docOf([
      minute('action', [textOf('post v5')], { who: 'Vineeth', due: '2019-10-01' }),
      paragraphOf('Not this.'),
      minute('decision', [textOf('merge it')]),
    ])
    expect(minutesInDoc(doc)).toEqual([
      { kind: 'action', text: 'post v5', who: 'Vineeth', due: '2019-10-01', done: null, words: 'post v5' },
      { kind: 'decision', text: 'merge it', who: null, due: null, done: null, words: 'merge it' },
    ])
  })

  it('[GATHER-1] tasks are actions that can be done, each by itself', () => {
    const inner: DocNode = { type: 'taskList', content: [task('ask first', { checked: true })] }
    const doc = docOf([{ type: 'taskList', content: [task('measure', { who: 'Ada' }, [inner])] }])
    expect(minutesInDoc(doc).map(({ text, who, done }) => [text, who, done])).toEqual([
      ['measure', 'Ada', false],
      ['ask first', null, true],
    ])
  })

  it('[GATHER-2] what is off the record and what is empty is none', () => {
    const doc = docOf([
      { type: 'offRecord', content: [minute('action', [textOf('hidden')])] },
      minute('question', []),
      minute('answer', [textOf('  ')]),
    ])
    expect(minutesInDoc(doc)).toEqual([])
  })

  it('[GATHER-3] the words to find it by have no name, time or gap in them', () => {
    const name: DocNode = { type: 'personName', attrs: { name: 'Ada' } }
    const [line] = minutesInDoc(
      docOf([minute('question', [textOf('asks '), name, textOf(' why it is slow')])]),
    )
    expect(line).toMatchObject({ text: 'asks Ada why it is slow', words: 'why it is slow' })
  })
})

describe('minutes as files', () => {
  const gathered = (over: Partial<GatheredMinute>): GatheredMinute => ({
    kind: 'action',
    text: 'post v5',
    who: null,
    due: null,
    done: null,
    noteId: 'n1',
    noteKind: 'notes',
    trackId: 't1',
    sessionId: 's1',
    title: 'Core scheduling',
    path: '/e/lpc/s/s1?note=notes&find=post+v5',
    ...over,
  })

  it('[GATHER-4] a table quotes what it must and holds no formula', () => {
    const csv = minutesToCsv(
      [gathered({ who: 'Li, Aubrey', due: '2019-10-01', done: true }), gathered({ text: '=1+1 "x"' })],
      'https://notes.example.org',
    )
    expect(csv).toBe(
      'kind,text,who,due,done,where,document,address\r\n' +
        'Action,post v5,"Li, Aubrey",2019-10-01,yes,Core scheduling,notes,https://notes.example.org/e/lpc/s/s1?note=notes&find=post+v5\r\n' +
        'Action,"\'=1+1 ""x""",,,,Core scheduling,notes,https://notes.example.org/e/lpc/s/s1?note=notes&find=post+v5\r\n',
    )
  })

  it('[GATHER-4] a list stands under its sessions, and its texts are texts', () => {
    const other = { sessionId: 's2', title: 'Boot *fast*', path: '/e/lpc/s/s2' }
    const list = minutesToMarkdown(
      [
        gathered({ who: 'Ada', due: '2019-10-01' }),
        gathered({ kind: 'decision', text: 'use [x] and `y`' }),
        gathered({ ...other, done: false }),
      ],
      'https://n.example',
    )
    expect(list).toBe(
      [
        '## Core scheduling',
        '',
        '- **Action (Ada, due 2019-10-01):** post v5 ([place](<https://n.example/e/lpc/s/s1?note=notes&find=post+v5>))',
        String.raw`- **Decision:** use \[x\] and \`y\` ([place](<https://n.example/e/lpc/s/s1?note=notes&find=post+v5>))`,
        '',
        String.raw`## Boot \*fast\*`,
        '',
        '- [ ] **Action:** post v5 ([place](<https://n.example/e/lpc/s/s2>))',
        '',
      ].join('\n'),
    )
    expect(minutesToMarkdown([], 'x')).toBe('')
  })
})
