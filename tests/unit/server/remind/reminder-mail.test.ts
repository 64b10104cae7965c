import { expect, it } from 'vitest'
import type { OpenSummary } from '../../../../server/remind/recipients.ts'
import { writeReminder } from '../../../../server/remind/reminder-mail.ts'

const TODAY = '2026-11-24'
const REVIEW = { stage: 'review', day: '2026-11-27' } as const
const FINAL = { stage: 'final', day: '2026-12-04' } as const

function open(over: Partial<OpenSummary> = {}): OpenSummary {
  return { track: 'Tracing', session: 'Boot', path: '/e/days/s/b', stage: 'draft', due: REVIEW, ...over }
}

function write(summaries: readonly OpenSummary[], { title = 'Plumbing Days', name = 'Lea' } = {}) {
  return writeReminder({
    event: { slug: 'days', title },
    recipient: { key: 'k', name, address: 'lea@example.org', open: summaries },
    today: TODAY,
    publicUrl: 'https://notes.example.org',
    stopUrl: 'https://notes.example.org/reminders/s',
  })
}

it('[REMIND-8] a reminder lists by due day what is missing, each with its link', () => {
  const { text } = write([
    open({ stage: 'review', due: FINAL }),
    open({ session: null, track: 'Memory', path: '/e/days/t/m' }),
  ])
  expect(text).toBe(`Hello Lea,

of “Plumbing Days” 2 summaries are not where they should be:

To be in review by Friday 27 November, in 3 days:

* Summary of the whole track (Memory), a draft
  https://notes.example.org/e/days/t/m

To be final by Friday 4 December, in 10 days:

* Boot (Tracing), in review
  https://notes.example.org/e/days/s/b

What each of them needs:
https://notes.example.org/e/days/summaries

You get this because the programme names you as a lead of “Tracing” and
“Memory”.
To get no more reminders of this event:
https://notes.example.org/reminders/s
`)
})

it('[REMIND-8] its subject says how many, and the day when it is one', () => {
  const subject = (...summaries: OpenSummary[]) => write(summaries).subject
  const due = (day: string) => open({ due: { stage: 'review', day } })
  expect(subject(open(), open(), open())).toBe('[Plumbing Days] 3 summaries are due on Friday 27 November')
  expect(subject(due('2026-11-24'))).toBe('[Plumbing Days] 1 summary is due today')
  expect(subject(due('2026-11-23'), due('2026-11-23'))).toBe('[Plumbing Days] 2 summaries were due yesterday')
  expect(subject(open(), open({ due: FINAL, stage: 'review' }))).toBe('[Plumbing Days] 2 summaries are due')
  expect(write([open()], { title: 'x'.repeat(500) }).subject.length).toBeLessThan(120)
})

it('[REMIND-8] no line of text is wider than 72 columns, and no address is broken', () => {
  const long = open({ session: 'A talk about everything that happened '.repeat(8), track: '追跡'.repeat(60) })
  const { text } = write([long, open({ path: `/e/days/s/${'b'.repeat(90)}` })], {
    title: 'Days of plumbing '.repeat(12),
  })
  const wide = text.split('\n').filter((line) => [...line].length > 72)
  expect(wide).toEqual([`  https://notes.example.org/e/days/s/${'b'.repeat(90)}`])
})

it('[REMIND-9] what people typed is one line', () => {
  const { to, subject, text } = write([open({ session: 'Talk\r\n\r\n.\r\nQUIT', track: 'T\u0000\u2028x' })], {
    title: 'Days\r\nBcc: eve@example.org',
    name: 'Lea\nLead\u0085',
  })
  expect([to.name, subject]).toEqual([
    'Lea Lead',
    '[Days Bcc: eve@example.org] 1 summary is due on Friday 27 November',
  ])
  expect(text).toContain('* Talk . QUIT (T x), a draft')
  expect(text).not.toContain('\r')
})
