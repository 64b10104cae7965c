import { expect, test } from 'vitest'
import { composeEvent } from '../../../../server/export/compose.ts'
import { docToHtml } from '../../../../server/export/html.ts'
import { docToMarkdown } from '../../../../server/export/markdown.ts'
import { composePage } from '../../../../server/export/page.ts'
import { docToText } from '../../../../server/export/text.ts'
import { MAX_LINE_BYTES } from '../../../../server/export/wrap-line.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, textOf } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'

const SESSION = sampleSession({
  links: [
    { kind: 'slides', title: 'Slides', url: 'https://example.org/slides.pdf' },
    { kind: 'recording', title: 'Recording', url: null },
  ],
  abstract: null,
})
const EVENT = sampleEvent({
  title: 'Conference',
  url: null,
  licence: null,
  description: markdownToDoc('# Welcome'),
  tracks: [
    sampleTrack({
      leads: [{ name: 'Steven Rostedt', affiliation: null }],
      links: [],
      sessions: [SESSION],
      summary: markdownToDoc('It went well.'),
    }),
  ],
  sessions: [
    { ...SESSION, title: 'Closing', notes: null, isCancelled: true, links: [], start: null, end: null },
  ],
})
const SETTING = { timeZone: 'Europe/Lisbon', mentionsMissingSummary: false }

test('[EXP-3] an event is exported with every track, session, speaker, link and list level, in programme order', () => {
  expect(docToMarkdown(composeEvent(EVENT, SETTING))).toBe(`# Conference

9–11 September 2019

Lisbon

## Welcome

## Tracing

Lead: Steven Rostedt

All about tracing.

### Summary

It went well.

### Boot-time tracing

Speaker: Masami Hiramatsu (Linaro)

Monday 9 September 2019, 10:00–10:30 (Lisbon time) · Floriana

- Slides: <https://example.org/slides.pdf>
- Recording (no link)

#### Notes

###### Points

- one
  - two

## Other sessions

### Closing (cancelled)

Speaker: Masami Hiramatsu (Linaro)

Floriana
`)
})

test('[EXP-4] a missing summary is said where summaries were asked for', () => {
  const text = docToText(composeEvent(EVENT, { ...SETTING, mentionsMissingSummary: true }))
  expect(text.match(/No summary yet\./g)).toHaveLength(2)
})

test('[EXP-5] text keeps numbers and levels, and puts link targets into footnotes', () => {
  const doc = markdownToDoc(
    'See [the talk](https://example.org/t) and https://lwn.net/x\n\n3. three\n   - deeper\n4. four',
  )
  expect(docToText(doc)).toBe(
    'See the talk [1] and https://lwn.net/x\n\n  3. three\n    • deeper\n  4. four\n\n[1] https://example.org/t\n',
  )
})

test('[EXP-6] wrapped text has no line beyond its width but for words that are longer, and none beyond what mail takes', () => {
  const words =
    'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore'
  const text = docToText(docOf([paragraphOf(`${words} ${'x'.repeat(5_000)} ${words}`)]), { width: 72 })
  const lines = text.split('\n')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(MAX_LINE_BYTES)
  const ofWords = lines.filter((line) => !line.includes('xxx'))
  expect(Math.max(...ofWords.map((line) => line.length))).toBeLessThanOrEqual(72)
  expect(text.replace(/\s/g, '')).toBe(`${words} ${'x'.repeat(5_000)} ${words}`.replace(/\s/g, ''))
})

test('[EXP-7] nothing that people wrote becomes markup', () => {
  const hostile = docOf([
    { type: 'heading', attrs: { level: 1 }, content: [textOf('<script>alert(1)</script>')] },
    {
      type: 'paragraph',
      content: [
        textOf('"><img src=x onerror=alert(1)>', [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }]),
        textOf('fine', [{ type: 'link', attrs: { href: 'https://example.org/?a="><script>' } }]),
      ],
    },
    { type: 'codeBlock', attrs: { language: '"><script>' }, content: [textOf('</code></pre><script>')] },
  ])
  const html = composePage(hostile, '</title><script>')
  expect(html).not.toMatch(/<script|<img|javascript:/i)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('[EXP-8] headings of a page have stable anchors that its contents lead to', () => {
  const html = composePage(composeEvent(EVENT, SETTING), 'Conference')
  const ids = [...html.matchAll(/<h\d id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(3)
  expect(ids).toEqual(expect.arrayContaining(targets))
  expect(composePage(composeEvent(EVENT, SETTING), 'Conference')).toBe(html)
})

test('[EXP-9] a node that this build does not know keeps its text', () => {
  const doc = docOf([{ type: 'fromTheFuture', content: [paragraphOf('still here')] }])
  expect(docToHtml(doc)).toContain('still here')
  expect(docToText(doc)).toContain('still here')
  expect(docToMarkdown(doc)).toContain('still here')
})
