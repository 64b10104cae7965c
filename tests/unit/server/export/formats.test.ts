import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { ExportFile } from '../../../../server/export/book.ts'
import { eventToJson } from '../../../../server/export/event-json.ts'
import { eventToIetfMinutes } from '../../../../server/export/ietf-minutes.ts'
import { eventToIndicoMinutes } from '../../../../server/export/indico-minutes.ts'
import { eventToMails } from '../../../../server/export/mail.ts'
import { eventToMarkdownFiles } from '../../../../server/export/markdown-archive.ts'
import type { ExportEvent } from '../../../../server/export/programme.ts'
import { eventToW3cMinutes } from '../../../../server/export/w3c-minutes.ts'
import { importLpcPage } from '../../../../server/import/lpc-page.ts'
import { eventOfProgramme } from '../../../support/programme-event.ts'

const PAGE = resolve(import.meta.dirname, '../../../fixtures/lpc-page/conference.txt')

const FORMATS: Readonly<Record<string, (event: ExportEvent) => readonly ExportFile[]>> = {
  mail: (event) =>
    eventToMails(event, {
      width: null,
      bullet: '•',
      setting: { timeZone: event.timeZone, mentionsMissingSummary: false },
    }),
  w3c: (event) => eventToW3cMinutes(event),
  ietf: eventToIetfMinutes,
  indico: (event) => eventToIndicoMinutes(event),
  json: (event) => [{ path: 'event.json', bytes: Buffer.from(eventToJson(event)) }],
  markdown: (event) => eventToMarkdownFiles(event),
}

const lettersOf = (text: string) => text.replace(/&[a-z]+;|[^\p{L}\p{N}]+/gu, '')

test('[FMT-12] every format has every session of an imported page, no address of people, and the same bytes again', () => {
  const programme = importLpcPage(readFileSync(PAGE, 'utf8'))
  const event = eventOfProgramme(programme)
  const addresses = programme.tracks.flatMap(({ leads }) => leads.flatMap(({ email = [] }) => email))
  expect(addresses.length).toBeGreaterThan(0)
  for (const [name, make] of Object.entries(FORMATS)) {
    const files = make(event)
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size, `as ${name}`).toBe(files.length)
    for (const { path } of files) expect(path, `as ${name}`).toMatch(/^[A-Za-z0-9./-]+$/)
    const text = files.map(({ path, bytes }) => `${path}\n${Buffer.from(bytes).toString('utf8')}`).join('\n')
    const letters = lettersOf(text)
    // Minutes of Indico are of what has some.
    const told = programme.sessions.filter(({ summary }) => name !== 'indico' || summary !== null)
    for (const { title } of told) expect(letters, `as ${name}`).toContain(lettersOf(title))
    for (const address of addresses) expect(text, `as ${name}`).not.toContain(address)
    expect(make(structuredClone(event)), `as ${name}`).toEqual(files)
  }
})
