/** Every format of an event, a track and a session, over HTTP: whole, the same each time, and with what belongs in it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import { EXPORT_FORMATS, ExportProgress, type ExportFormat } from '../../shared/contracts/publishing.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'
import { readZip } from '../support/read-zip.ts'
import { wildMarkdown } from '../support/hostile-note.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let track: TrackDetail
let session: SessionDetail

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug: 'formats' })
  track = await organizer.json('POST', '/events/formats/tracks', {
    title: 'Pipes',
    leads: [{ name: 'Ada', email: 'ada@example.org' }],
  })
  session = await organizer.json('POST', '/events/formats/sessions', {
    title: 'Boot faster',
    trackId: track.id,
    links: [{ kind: 'slides', title: 'Slides', url: 'https://example.org/boot.pdf' }],
  })
  await organizer.json('POST', '/events/formats/sessions', { title: 'Elsewhere' })
  await organizer.send('POST', `/notes/${session.notesId}/import?format=md`, 'Said in the hall.')
  await organizer.send('POST', `/notes/${session.summaryId}/import?format=md`, 'Booted by **sched_setattr**.')
  event = await organizer.json('GET', '/events/formats')
})
afterAll(() => app[Symbol.asyncDispose]())

const SIGNATURES: Readonly<Record<ExportFormat, RegExp>> = {
  md: /^# /,
  html: /^<!doctype html>/i,
  txt: /^\S/,
  json: /^\{/,
  pdf: /^%PDF-/,
  docx: /^PK/,
  epub: /^PK.*application\/epub\+zip/s,
  site: /^PK/,
  'md-zip': /^PK/,
  mail: /^PK/,
  w3c: /^PK/,
  ietf: /^PK/,
  indico: /^PK/,
}

async function download(path: string): Promise<{ bytes: Buffer; name: string }> {
  const answer = await organizer.send('GET', path)
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return {
    bytes: Buffer.from(await answer.arrayBuffer()),
    name: answer.headers.get('content-disposition') ?? '',
  }
}

test.each(EXPORT_FORMATS)(
  '[FILE-5] %s: an event, a track and a session, the same bytes each time',
  async (format) => {
    for (const path of ['/events/formats', `/tracks/${track.id}`, `/sessions/${session.id}`]) {
      const { bytes, name } = await download(`${path}/export?format=${format}`)
      expect(bytes.toString('latin1')).toMatch(SIGNATURES[format])
      expect(name).toMatch(/^attachment; filename="[a-z0-9-]+\.[a-z]+"$/)
      expect((await download(`${path}/export?format=${format}`)).bytes.equals(bytes)).toBe(true)
      // What is packed is packed text.
      const text = bytes.toString('utf8')
      expect(text).not.toContain('ada@example.org')
    }
  },
)

test('[FILE-6] an archive of a part holds nothing of the rest', async () => {
  const { bytes } = await download(`/sessions/${session.id}/export?format=md-zip`)
  const files = readZip(bytes)
  const text = files.map(({ bytes: content }) => content.toString('utf8')).join('\n')
  expect(text).toContain('Booted by')
  expect(text).not.toContain('Elsewhere')
})

test('[FILE-6] summaries alone hold no notes, in any archive', async () => {
  for (const format of ['site', 'md-zip', 'w3c', 'ietf', 'indico', 'mail']) {
    const { bytes } = await download(`/events/formats/export?format=${format}&include=summary`)
    const text = readZip(bytes)
      .map(({ bytes: content }) => content.toString('utf8'))
      .join('\n')
    expect([format, text.includes('Booted by'), text.includes('Said in the hall')]).toEqual([
      format,
      true,
      false,
    ])
  }
})

test('[FILE-3] over HTTP a job tells what was wrong in its file', async () => {
  await organizer.send('POST', `/notes/${session.notesId}/import?format=md`, '\u{10FFFD}')
  const job = 'a-job-of-this-test-1'
  await download(`/sessions/${session.id}/export?format=pdf&job=${job}`)
  const progress = ExportProgress.parse(await organizer.json('GET', `/exports/${job}`))
  expect(progress).toMatchObject({ state: 'done' })
  expect(progress.warnings.map(({ code }) => code)).toContain('missing_glyph')
})

test('[FILE-7] an unknown format, part or job is refused with what was expected', async () => {
  const refusal = async (path: string): Promise<[number, string, string | undefined]> => {
    const answer = await organizer.send('GET', path)
    const { code, place } = (await answer.json()) as Problem
    return [answer.status, code, place]
  }
  expect(await refusal('/events/formats/export?format=xls')).toEqual([400, 'bad_request', 'format'])
  expect(await refusal('/events/formats/export?include=all')).toEqual([400, 'bad_request', 'include'])
  expect(await refusal('/events/formats/export?job=x')).toEqual([400, 'bad_request', 'job'])
  expect((await refusal('/exports/never-asked-for-1'))[0]).toBe(404)
})

describe('a hostile note', () => {
  let hostile: SessionDetail
  beforeAll(async () => {
    hostile = await organizer.json('POST', `/events/${event.slug}/sessions`, {
      title: '<script>alert(1)</script> #panic() "\' & \\ ../../etc/passwd',
    })
    await organizer.send('POST', `/notes/${hostile.summaryId}/import?format=md`, wildMarkdown())
  })

  test.each(EXPORT_FORMATS)('[FILE-8] %s: becomes a file, or a refusal that says why', async (format) => {
    const answer = await organizer.send('GET', `/sessions/${hostile.id}/export?format=${format}`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isRefusal = !answer.ok && /"code":"(?:too_large|export_failed)"/.test(bytes.toString())
    expect(isRefusal || SIGNATURES[format].test(bytes.toString('latin1'))).toBe(true)
  })
})

const SCHEDULE = JSON.stringify({
  schedule: {
    version: '1',
    conference: {
      title: 'Tube Days',
      start: '2026-05-04',
      end: '2026-05-04',
      time_zone_name: 'UTC',
      days: [
        {
          index: 1,
          date: '2026-05-04',
          rooms: {
            Hall: [
              { guid: 'a', id: 1, title: 'Imported', date: '2026-05-04T10:00:00+00:00', duration: '00:30' },
            ],
          },
        },
      ],
    },
  },
})

test('[FILE-12] what changes in the programme moves the time of the last change in every file', async () => {
  const changedAt = async (): Promise<number> => {
    const { bytes } = await download('/events/formats/export?format=json')
    return Date.parse((JSON.parse(bytes.toString('utf8')) as { changedAt: string }).changedAt)
  }
  const importSchedule = () => organizer.json('POST', '/events/formats/programme?format=c3voc', SCHEDULE)
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    'the title of a session': () =>
      organizer.json('PATCH', `/sessions/${session.id}`, { title: 'Boot fastest' }),
    speakers: () => organizer.json('PATCH', `/sessions/${session.id}`, { speakers: [{ name: 'Masami' }] }),
    'the title of a track': () => organizer.json('PATCH', `/tracks/${track.id}`, { title: 'Tubes' }),
    'the title of the event': () => organizer.json('PATCH', '/events/formats', { title: 'Tube Days' }),
    'a new session': () => organizer.json('POST', '/events/formats/sessions', { title: 'Late' }),
    'a new track': () => organizer.json('POST', '/events/formats/tracks', { title: 'Later' }),
    'an import': () => importSchedule(),
    'a session less': () => organizer.send('DELETE', `/sessions/${session.id}`),
    'a track less': () => organizer.send('DELETE', `/tracks/${track.id}`),
  }
  for (const [what, change] of Object.entries(steps)) {
    const before = await changedAt()
    app.clock.advance(60_000)
    expect([what, await changedAt()]).toEqual([what, before])
    await change()
    expect([what, await changedAt()]).toEqual([what, app.clock.now()])
  }
  app.clock.advance(60_000)
  const before = await changedAt()
  await importSchedule()
  expect(await changedAt()).toBe(before)
})
