import { describe, expect, test } from 'vitest'
import { meetingOfTrack, meetingsOf } from '../../../../server/export/meeting.ts'
import { meetingToScribeText } from '../../../../server/export/scribe-text.ts'
import { eventToW3cMinutes, meetingToW3cHtml } from '../../../../server/export/w3c-minutes.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, textOf } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'
import { wildEvent } from '../../../support/wild-event.ts'

const EVENT = sampleEvent()

describe('minutes as the W3C has them', () => {
  test('[FMT-3] are a page with attendees, contents, topics, and what was decided and promised', async () => {
    const [tracing] = meetingsOf(EVENT).map((meeting) => meetingToW3cHtml(meeting))
    await expect(tracing).toMatchFileSnapshot('../../../fixtures/formats/w3c-tracing.html')
    expect(faultsOf(tracing ?? '')).toEqual([])
  })

  test('[FMT-3] there is a page and a text per track, and a page per session that has something', () => {
    const files = eventToW3cMinutes(EVENT).map(({ path }) => path)
    expect(files).toEqual([
      'tracing.html', 'tracing.txt', 'bpf.html', 'bpf.txt', 'other-sessions.html', 'other-sessions.txt',
      'sessions/boot-time-tracing.html', 'sessions/libtraceevent.html',
    ]) // prettier-ignore
  })

  test('[FMT-3] the page says DRAFT until every summary in it is final', () => {
    const final = { stage: 'final', summary: markdownToDoc('Done.') } as const
    const sessions = [sampleSession(final)]
    const page = (track: Parameters<typeof sampleTrack>[0]) =>
      meetingToW3cHtml(meetingOfTrack(EVENT, sampleTrack(track)))
    expect(page({ ...final, sessions })).not.toMatch(/draft minutes|DRAFT/)
    expect(page({ ...final, stage: 'review', sessions })).toContain('<strong>DRAFT</strong>')
    expect(page({ ...final, sessions: [sampleSession({ ...final, stage: 'draft' })] })).toContain('DRAFT')
    expect(page({ summary: null, sessions: [] })).toContain('DRAFT')
  })

  test('[FMT-3] names are found in the text, once each, and none of them is an address', () => {
    const notes = docOf([
      {
        type: 'paragraph',
        content: [{ type: 'personName', attrs: { name: 'Grace Hopper' } }, textOf(': It compiles.')],
      },
      { type: 'minute', attrs: { kind: 'question', who: 'Steven', due: null }, content: [textOf('Really?')] },
      {
        type: 'minute',
        attrs: { kind: 'answer', who: 'grace  hopper', due: null },
        content: [textOf('Yes.')],
      },
      {
        type: 'minute',
        attrs: { kind: 'action', who: 'ada@example.org', due: null },
        content: [textOf('Ask.')],
      },
    ])
    const meeting = meetingOfTrack(EVENT, sampleTrack({ notes, sessions: [] }))
    expect(meeting.present).toEqual(['Steven Rostedt', 'Grace Hopper'])
    expect(meetingToW3cHtml(meeting)).toContain('<p><cite>Grace Hopper:</cite> It compiles.</p>')
    expect(meetingToScribeText(meeting)).toContain('\nGrace Hopper: It compiles.\nSteven: Really?\n')
  })

  test('[FMT-4] whatever people wrote, the page is sound and has nothing that runs', () => {
    for (let seed = 1; seed <= 4; seed++) {
      for (const { path, bytes } of eventToW3cMinutes(wildEvent(seed))) {
        const faults = path.endsWith('.html') ? faultsOf(Buffer.from(bytes).toString('utf8')) : []
        expect(faults, `seed ${seed}, ${path}`).toEqual([])
      }
    }
  })

  test('[FMT-5] as text they are lines that a scribe could have typed', async () => {
    const [tracing] = meetingsOf(EVENT).map(meetingToScribeText)
    await expect(tracing).toMatchFileSnapshot('../../../fixtures/formats/scribe-tracing.txt')
  })

  test('[FMT-5] text that looks like a command is none', () => {
    const lines = [
      'Topic: forged',
      'ACTION: x',
      'action Fred to pay',
      'scribe+',
      '… more',
      's/a/b/',
      'q+',
      '-> x',
      '\\n',
    ]
    const notes = docOf([
      ...lines.map((line) => paragraphOf(line)),
      { type: 'codeBlock', content: [textOf('Topic: code\n```\nACTION: x')] },
    ])
    const text = meetingToScribeText(
      meetingOfTrack(EVENT, sampleTrack({ sessions: [], links: [], summary: null, notes })),
    )
    for (const line of lines) expect(text).toContain(`\n\\${line}\n`)
    expect(text).toContain('\n[[\nTopic: code\n```\nACTION: x\n]]\n')
    expect(text.match(/^Topic: /gm)).toHaveLength(2)
    for (let seed = 1; seed <= 4; seed++) {
      const event = wildEvent(seed)
      for (const meeting of meetingsOf(event)) {
        const verbatim = /^(?:```[^]*?\n```|\[\[[^]*?\n\]\])$/gm
        const typed = meetingToScribeText(meeting).replace(verbatim, '')
        expect(typed.match(/^topic:/gim), `seed ${seed}`).toHaveLength(meeting.topics.length)
        expect(typed.match(/^(?:scribe|chair|meeting|present)\b/gim)?.length).toBeLessThanOrEqual(4)
      }
    }
  })
})

/** What is wrong with a page; empty when nothing is. */
function faultsOf(html: string): readonly string[] {
  const faults: string[] = []
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)
  const targets = new Set([...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id))
  if (new Set(ids).size !== ids.length) faults.push('an id is given twice')
  for (const target of targets) if (!ids.includes(target ?? '')) faults.push(`no place for #${target}`)
  for (const id of ids) if (/^[ar]\d+$/.test(id) && !targets.has(id)) faults.push(`${id} is not collected`)
  if (/<script|<link|href="javascript:|<[^>]*\son\w+=|@import/i.test(html)) faults.push('something runs')
  const open: string[] = []
  const body = html.replace(/<style>[^]*?<\/style>/, '')
  for (const [, close, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['br', 'hr', 'img', 'input', 'meta'].includes(name)) continue
    if (!close) open.push(name)
    else if (open.pop() !== name) faults.push(`</${name}> closes something else`)
  }
  return [...faults, ...open.map((name) => `<${name}> is not closed`)]
}
