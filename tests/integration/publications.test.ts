/** Publishing an event, what readers get, and taking it back: over HTTP, on a real database, with real files. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { Publication, PublicationList, PublicationReport } from '../../shared/contracts/publishing.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { addBlock, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let track: TrackDetail
let boot: SessionDetail
let tracing: SessionDetail
let slug = ''
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  slug = `published-${++events}`
  await organizer.json('POST', '/events', {
    title: 'Plumbing Days',
    slug,
    licence: 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
  })
  track = await organizer.json('POST', `/events/${slug}/tracks`, {
    title: 'Pipes',
    leads: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  })
  const add = (title: string) =>
    organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, { title, trackId: track.id })
  boot = await add('Boot faster')
  tracing = await add('Tracing')
  event = await organizer.json('GET', `/events/${slug}`)
  await write(boot.summaryId, 'Booted in sched_setattr time.')
  await write(boot.notesId, 'Said in the hall.')
  await write(tracing.summaryId, 'Traced by Ada Lovelace.')
  await finish(boot)
})

const write = (noteId: string, text: string) =>
  new NoteWriter({ ...app.context, noteId: noteId as NoteId, name: 'Ada' }).edit((root) =>
    addBlock(root, text),
  )
const finish = (session: SessionDetail) =>
  organizer.json('PUT', `/notes/${session.summaryId}/stage`, { stage: 'final', from: 'draft' })
const publish = (body: object = {}) =>
  organizer.json<PublicationReport>('POST', `/events/${slug}/publications`, body)
const list = async () =>
  (await organizer.json<PublicationList>('GET', `/events/${slug}/publications`)).publications
const read = (path: string, asker: Asker = app.anonymous) => asker.send('GET', `/../..${path}`)
const textAt = async (path: string, asker?: Asker) => (await read(path, asker)).text()

async function refusal(
  method: string,
  path: string,
  asker: Asker,
  body?: unknown,
): Promise<[number, string]> {
  const answer = await asker.send(method, path, body)
  return [answer.status, ((await answer.json()) as Problem).code]
}

describe('publishing', () => {
  test('[PUBLISH-1] nothing is public before somebody publishes; then final summaries are, for anybody', async () => {
    expect((await read(`/p/${slug}/`)).status).toBe(404)
    const { publication, contents } = await publish()
    expect(publication).toMatchObject({ number: 1, state: 'live', path: `/p/${slug}/` })
    expect(contents.entries.map(({ title, summary, notes }) => [title, summary, notes])).toEqual([
      ['Pipes', false, false],
      ['Boot faster', true, false],
      ['Tracing', false, false],
    ])
    const page = await read(`/p/${slug}/sessions/boot-faster.html`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('x-robots-tag')).toBeNull()
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'")
    const text = await page.text()
    expect(text).toContain('Booted in sched_setattr time.')
    expect(text).not.toContain('Said in the hall.')
    expect(await textAt(`/p/${slug}/sessions/tracing.html`)).not.toContain('Traced by')
    expect(await textAt(`/p/${slug}/`)).toContain('CC BY 4.0')
  })

  test('[PUBLISH-2] a dry run tells the same and makes nothing public', async () => {
    const { publication, contents } = await publish({ dryRun: true, summaries: 'all', notes: true })
    expect(publication).toBeNull()
    expect(contents).toMatchObject({ summaries: 'all', notes: true, redactedNames: 0 })
    expect(contents.entries.filter(({ summary }) => summary).map(({ title }) => title)).toEqual([
      'Boot faster',
      'Tracing',
    ])
    expect(contents.warnings.map(({ code }) => code)).toContain('no_slides')
    expect(await list()).toEqual([])
    expect((await read(`/p/${slug}/`)).status).toBe(404)
  })

  test('[PUBLISH-3] what is public stays as it was, whatever is written or changed afterwards, until the next time', async () => {
    await publish()
    await organizer.json('PUT', `/notes/${boot.summaryId}/stage`, { stage: 'draft', from: 'final' })
    await write(boot.summaryId, 'Booted twice.')
    await organizer.json('PATCH', `/sessions/${boot.id}`, { title: 'Boot slower' })
    const path = `/p/${slug}/sessions/boot-faster.html`
    expect(await textAt(path)).not.toContain('Booted twice.')
    await organizer.json('PUT', `/notes/${boot.summaryId}/stage`, { stage: 'final', from: 'draft' })
    await publish()
    expect((await read(path)).status).toBe(404)
    expect(await textAt(`/p/${slug}/sessions/boot-slower.html`)).toContain('Booted twice.')
  })

  test('[PUBLISH-4] earlier ones are kept, for those who may publish alone, and can be put up again as they were', async () => {
    await publish()
    await finish(tracing)
    await publish()
    const [second, first] = (await list()) as [Publication, Publication]
    expect([second.state, first.state]).toEqual(['live', 'replaced'])
    expect(first.path).toBe(`/p/${slug}/~1/`)
    const lead = await app.invite('lead', { type: 'event', id: event.id }, event.id)
    for (const asker of [app.anonymous, lead]) expect((await read(first.path, asker)).status).toBe(404)
    const kept = await read(first.path, organizer)
    expect(kept.status).toBe(200)
    expect(kept.headers.get('cache-control')).toBe('private, no-cache')
    const before = await textAt(`${first.path}sessions/tracing.html`, organizer)
    expect(before).not.toContain('Traced by')

    const { publications } = await organizer.json<PublicationList>('POST', `/publications/${first.id}/again`)
    expect(publications.map(({ number, state }) => [number, state])).toEqual([
      [3, 'live'],
      [2, 'replaced'],
      [1, 'replaced'],
    ])
    expect(await textAt(`/p/${slug}/sessions/tracing.html`)).toBe(before)
    expect(await refusal('POST', `/publications/${publications[0]!.id}/again`, organizer)).toEqual([
      409,
      'conflict',
    ])
  })

  test('[PUBLISH-5] taken back, nothing is public, and readers are told so; its files are kept', async () => {
    const { publication } = await publish()
    const { publications } = await organizer.json<PublicationList>(
      'POST',
      `/publications/${publication!.id}/withdraw`,
    )
    expect(publications[0]).toMatchObject({ state: 'withdrawn', path: `/p/${slug}/~1/` })
    for (const path of ['', 'index.html', `files/${slug}.pdf`]) {
      const gone = await read(`/p/${slug}/${path}`)
      expect(gone.status).toBe(410)
      expect(await gone.text()).toContain('no longer published')
    }
    expect((await read(`/p/${slug}/~1/`, organizer)).status).toBe(200)
    expect(await refusal('POST', `/publications/${publication!.id}/withdraw`, organizer)).toEqual([
      409,
      'conflict',
    ])
    expect(await textAt('/sitemap.xml')).not.toContain(`/p/${slug}/`)
  })

  test('[PUBLISH-6] organisers publish, nobody else', async () => {
    const { publication } = await publish()
    const lead = await app.invite('lead', { type: 'event', id: event.id }, event.id)
    const paths: [string, string][] = [
      ['GET', `/events/${slug}/publications`],
      ['POST', `/events/${slug}/publications`],
      ['POST', `/publications/${publication!.id}/withdraw`],
      ['POST', `/publications/${publication!.id}/again`],
    ]
    for (const [method, path] of paths) {
      expect(await refusal(method, path, lead, method === 'GET' ? undefined : {})).toEqual([403, 'forbidden'])
      expect(await refusal(method, path, app.anonymous, method === 'GET' ? undefined : {})).toEqual([
        401,
        'not_signed_in',
      ])
    }
    expect(await refusal('POST', '/publications/nosuch/again', organizer)).toEqual([404, 'not_found'])
  })

  test('[PUBLISH-7] without a text of the kind that was asked for nothing is published', async () => {
    await organizer.json('PUT', `/notes/${boot.summaryId}/stage`, { stage: 'draft', from: 'final' })
    expect(await refusal('POST', `/events/${slug}/publications`, organizer, {})).toEqual([
      409,
      'nothing_to_publish',
    ])
    expect((await publish({ summaries: 'all' })).publication?.state).toBe('live')
    const empty = await organizer.json<EventDetail>('POST', '/events', {
      title: 'Empty',
      slug: `${slug}-empty`,
    })
    expect(
      await refusal('POST', `/events/${empty.slug}/publications`, organizer, {
        summaries: 'all',
        notes: true,
      }),
    ).toEqual([409, 'nothing_to_publish'])
    for (const body of [{ summaries: 'some' }, { notes: 'yes' }, { unknown: 1 }]) {
      expect(await refusal('POST', `/events/${slug}/publications`, organizer, body)).toEqual([
        400,
        'bad_request',
      ])
    }
  })

  test('[PUBLISH-8] it comes with the event in every format, each a file of its own type', async () => {
    await publish()
    const index = await textAt(`/p/${slug}/`)
    const types: Record<string, string> = {
      [`${slug}.pdf`]: 'application/pdf',
      [`${slug}.epub`]: 'application/epub+zip',
      [`${slug}.docx`]: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      [`${slug}.txt`]: 'text/plain; charset=utf-8',
      [`${slug}-markdown.zip`]: 'application/zip',
      [`${slug}.json`]: 'application/json; charset=utf-8',
      [`${slug}-site.zip`]: 'application/zip',
    }
    for (const [name, type] of Object.entries(types)) {
      expect(index).toContain(`href="files/${name}"`)
      const file = await read(`/p/${slug}/files/${name}`)
      expect([file.status, file.headers.get('content-type')]).toEqual([200, type])
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
    }
    expect((await read(`/p/${slug}/feed.xml`)).headers.get('content-type')).toBe(
      'application/atom+xml; charset=utf-8',
    )
  })

  test('[PUBLISH-9] a name that was taken out is in none of its files', async () => {
    await organizer.json('PATCH', `/events/${slug}`, { redactedNames: ['Ada Lovelace'] })
    const { contents } = await publish({ summaries: 'all', notes: true })
    expect(contents.redactedNames).toBe(1)
    const paths = await app.context.db.selectFrom('publication_files').select('path').execute()
    for (const { path } of paths.filter((file) => /\.(?:html|xml|js|txt|json)$/.test(file.path))) {
      const text = await textAt(`/p/${slug}/${path}`)
      expect([path, /lovelace|ada@example\.org/i.exec(text)]).toEqual([path, null])
    }
    expect(await textAt(`/p/${slug}/sessions/tracing.html`)).toContain('Traced by [name removed].')
  })

  test('[PUBLISH-10] the same content gives the same files', async () => {
    const { publication: one } = await publish()
    const { publication: other } = await publish()
    const hashes = async (id: string) =>
      app.context.db
        .selectFrom('publication_files')
        .select(['path', 'sha256'])
        .where('publication_id', '=', id as never)
        .orderBy('path')
        .execute()
    expect(await hashes(other!.id)).toEqual(await hashes(one!.id))
    const bytes = await app.context.db.selectFrom('publication_bytes').select('sha256').execute()
    const files = await app.context.db.selectFrom('publication_files').select('sha256').distinct().execute()
    expect(bytes).toHaveLength(files.length)
  })

  test('[PUBLISH-11] pages say when they are the same, lead to each other below their address, and know their own 404', async () => {
    await publish()
    const redirect = await read(`/p/${slug}`)
    expect(redirect.url.endsWith(`/p/${slug}/`)).toBe(true)
    const page = await read(`/p/${slug}/`)
    const again = await app.anonymous.send('GET', `/../../p/${slug}/`, undefined, {
      'If-None-Match': page.headers.get('etag') ?? '',
      // What browsers ask with; fetch itself would want everything anew.
      'Cache-Control': 'max-age=0',
    })
    expect(again.status).toBe(304)
    const missing = await read(`/p/${slug}/sessions/nothing.html`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('Plumbing Days')
    for (const path of ['../app.ts', '%2e%2e/%2e%2e/etc/passwd', '~1/', '~999/', "sessions/'; drop table"]) {
      expect((await read(`/p/${slug}/${path}`)).status).toBeGreaterThanOrEqual(400)
    }
    expect((await read('/p/nosuch-event/')).status).toBe(404)
  })

  test('[PUBLISH-12] search engines find published events and nothing else', async () => {
    expect(await textAt('/robots.txt')).toContain('Allow: /p/\nDisallow: /\n')
    expect(await textAt('/sitemap.xml')).not.toContain(`/p/${slug}/`)
    await publish()
    expect(await textAt('/sitemap.xml')).toContain(`/p/${slug}/sitemap.xml</loc>`)
    expect(await textAt(`/p/${slug}/sitemap.xml`)).toContain(`/p/${slug}/sessions/boot-faster.html</loc>`)
  })

  test('[PUBLISH-13] with its event a publication is gone, bytes and all', async () => {
    const count = async () =>
      (await app.context.db.selectFrom('publication_bytes').select('sha256').execute()).length
    const before = await count()
    await publish()
    expect(await count()).toBeGreaterThan(before)
    await organizer.send('DELETE', `/events/${slug}`)
    expect(await count()).toBe(before)
    expect((await read(`/p/${slug}/`)).status).toBe(404)
  })
})
