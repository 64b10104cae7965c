/** How sessions are set: in full, and in the five ways of microconference reports. */
import { expect, test } from 'vitest'
import { composeEvent, composeSession } from '../../../../server/export/compose.ts'
import type { ExportSession } from '../../../../server/export/programme.ts'
import { docToText } from '../../../../server/export/text.ts'
import { SESSION_STYLES, type SessionStyle } from '../../../../shared/domain/session-style.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'

const SETTING = { timeZone: 'Europe/Lisbon', mentionsMissingSummary: true }
const SESSION = sampleSession({
  title: 'Boot-time tracing',
  speakers: [
    { name: 'Masami Hiramatsu', affiliation: 'Linaro' },
    { name: 'Ada', affiliation: null },
  ],
  notes: null,
  summary: markdownToDoc('Tracing starts early.'),
  errata: [{ at: '2019-10-01T08:00:00Z', text: 'Not that early.' }],
})
const BARE = sampleSession({ title: 'Nothing known', speakers: [], links: [], abstract: null, notes: null })

const textOf = (session: ExportSession, style: SessionStyle): string =>
  docToText(composeSession(session, SETTING, style))

const FOOTNOTES = `
[1] https://example.org/slides.pdf
[2] https://example.org/event/4/contributions/1/
`

test('[STYLE-1] each style sets title, speakers, text and links in its own way', () => {
  expect(textOf(SESSION, 'speaker')).toBe(`Boot-time tracing
=================

Speakers: Masami Hiramatsu, Linaro; Ada

Details: https://example.org/event/4/contributions/1/

Tracing starts early.

Correction (2019-10-01): Not that early.

Slides: https://example.org/slides.pdf

Recording (no link)
`)
  expect(textOf(SESSION, 'led-by')).toContain(
    '=\n\nLed by Masami Hiramatsu and Ada.\n\nTracing starts early.\n',
  )
  expect(textOf(SESSION, 'title')).toContain(
    'Boot-time tracing\n=================\n\nTracing starts early.\n',
  )
  expect(textOf(SESSION, 'prose')).toMatch(/^Tracing starts early\.\n/)
  expect(textOf(SESSION, 'parenthesis')).toMatch(
    /^Boot-time tracing \(Masami Hiramatsu and Ada\)\n=+\n\nTracing/,
  )
  expect(textOf(SESSION, 'full')).toContain(
    'Speakers: Masami Hiramatsu (Linaro), Ada\n\nMonday 9 September 2019, 10:00–10:30',
  )
})

test('[STYLE-1] a track has its own style, sessions outside tracks that of the event', () => {
  const event = sampleEvent({
    style: 'title',
    tracks: [sampleTrack({ style: 'led-by', sessions: [SESSION] })],
    sessions: [sampleSession({ title: 'Closing', summary: markdownToDoc('Goodbye.') })],
  })
  const text = docToText(composeEvent(event, SETTING))
  expect(text).toContain('Led by Masami Hiramatsu and Ada.')
  expect(text).toContain('Closing\n~~~~~~~\n\nGoodbye.\n')
})

test.each(SESSION_STYLES)('[STYLE-2] %s: what is missing leaves no empty label', (style) => {
  const text = textOf(BARE, style)
  expect(text).toContain('No summary yet.')
  expect(text).not.toMatch(/Speaker|Led by|\(\)|Details/)
  expect(text.includes('Slides: none')).toBe(style === 'prose' || style === 'parenthesis')
  expect(text.includes('Nothing known')).toBe(style !== 'prose')
})

test.each(SESSION_STYLES)('[STYLE-3] %s: every link is printed with its address', (style) => {
  const text = textOf(SESSION, style)
  for (const url of FOOTNOTES.match(/https:\S+/g) ?? []) expect(text).toContain(url)
  expect(text).toContain('Recording (no link)')
})

test.each(SESSION_STYLES)('[STYLE-4] %s: corrections stand below the summary, with their day', (style) => {
  expect(textOf(SESSION, style)).toContain(
    'Tracing starts early.\n\nCorrection (2019-10-01): Not that early.\n',
  )
})

test('[STYLE-4] terms of use stand at the end of an event', () => {
  expect(docToText(composeEvent(sampleEvent(), SETTING))).toMatch(
    /\n-{72}\n\nLicence: CC BY 4\.0, https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/\n/,
  )
})
