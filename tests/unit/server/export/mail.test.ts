import { describe, expect, test } from 'vitest'
import { docToMail, eventToMails, eventToMailText } from '../../../../server/export/mail.ts'
import { MAX_LINE_BYTES } from '../../../../server/export/wrap-line.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, plainTextOf, textOf } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, sampleTrack } from '../../../support/export-event.ts'
import { HOSTILE_LINES, wildEvent } from '../../../support/wild-event.ts'

const SETTING = { timeZone: 'Europe/Lisbon', mentionsMissingSummary: false }
const OPTIONS = { width: 72, bullet: '*' } as const

describe('messages for mailing lists', () => {
  test('[FMT-1] are one per track and one for the other sessions, each with a subject and a licence', () => {
    const event = sampleEvent()
    const files = eventToMails(event, { ...OPTIONS, setting: SETTING })
    const texts = files.map(({ bytes }) => Buffer.from(bytes).toString('utf8'))
    expect(files.map(({ path }) => path)).toEqual(['tracing.txt', 'bpf.txt', 'other-sessions.txt'])
    expect(texts.map((text) => text.split('\n\n')[0])).toEqual([
      'Subject: [Conference 2019] Tracing: summary',
      'Subject: [Conference 2019] BPF: summary',
      'Subject: [Conference 2019] other sessions: summary',
    ])
    for (const text of texts) expect(text).toContain('Licence: CC BY 4.0')
    expect(texts[1]).toContain('BPF\n===\n\nNo summary yet.\n')
    expect(texts[0]).toContain('\n  * Slides: https://example.org/slides.pdf\n')
    expect(texts[0]).toContain('\n[1] https://lwn.net/Articles/773198/\n')
    const all = eventToMailText(event, { ...OPTIONS, setting: SETTING })
    expect(all.match(/^Subject: /gm)).toHaveLength(3)
  })

  test('[FMT-1] bullets are what was asked for, the same in tables', () => {
    const doc = markdownToDoc('- a\n  - b\n\n| c |\n|---|\n| d |')
    const mail = (bullet: '•' | '*') => docToMail(doc, { subject: 's', width: null, bullet })
    expect(mail('*')).toBe('Subject: s\n\n  * a\n    * b\n\nc\n-\nd\n')
    expect(mail('•')).toBe('Subject: s\n\n  • a\n    • b\n\nc\n-\nd\n')
  })

  test('[FMT-2] have no line that is too long, ends in a blank or means something to a mail program', () => {
    const code = `From here\n.\n\tif (x)\n${'y'.repeat(3_000)}`
    const doc = docOf([
      paragraphOf('From the start'),
      paragraphOf('.'),
      paragraphOf(`a\tb\r\nFrom c\u2028.\u0000 ${'word '.repeat(900)}`),
      { type: 'codeBlock', content: [textOf(code)] },
    ])
    for (const width of [72, null] as const) {
      const mail = docToMail(doc, { subject: 'x', width, bullet: '•' })
      expect(mail).toContain('\n From the start\n\n .\n\na b\n From c\n.')
      expectSafe(mail)
    }
  })

  test('[FMT-2] hold for any text, which is all there', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const event = wildEvent(seed)
      for (const width of [72, null] as const) {
        const text = eventToMailText(event, { width, bullet: '*', setting: SETTING })
        expectSafe(text)
        expect(text.match(/^Subject: /gm), `seed ${seed}`).toHaveLength(2)
      }
      const [track] = event.tracks
      const [file] = eventToMails(event, { ...OPTIONS, setting: SETTING })
      const text = Buffer.from(file?.bytes ?? []).toString('utf8')
      for (const word of plainTextOf(track?.sessions[0]?.abstract ?? docOf([])).match(/[\p{L}\p{N}]+/gu) ??
        [])
        expect(text, `seed ${seed}`).toContain(word)
    }
  })

  test('[FMT-2] a title is one line of a subject, whatever is in it', () => {
    for (const title of [...HOSTILE_LINES, 'x'.repeat(5_000)]) {
      const [file] = eventToMails(sampleEvent({ tracks: [sampleTrack({ title })] }), {
        ...OPTIONS,
        setting: SETTING,
      })
      const [subject = '', blank] = Buffer.from(file?.bytes ?? [])
        .toString('utf8')
        .split('\n')
      expect(subject.startsWith('Subject: [Conference 2019] ')).toBe(true)
      expect(subject.length).toBeLessThan(300)
      expect(blank).toBe('')
    }
  })
})

function expectSafe(mail: string): void {
  for (const line of mail.split('\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES)
    expect(line).toBe(line.trimEnd())
    expect(line === '.' || line.startsWith('From ')).toBe(false)
    // Code steps in by four, and may stand in lists and quotes.
    expect(/^[ >*\d.[\]x]* {4}/.test(line) || !line.includes('\t')).toBe(true)
  }
  // oxlint-disable-next-line no-control-regex
  expect(mail).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  expect(mail.endsWith('\n')).toBe(true)
}
