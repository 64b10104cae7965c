/** Pictures of notes over HTTP, in exports and imports, in backups and under `check`, on a real database. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MAX_IMAGE_BYTES, type NoteImage } from '../../shared/contracts/images.ts'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { checkDatabase } from '../../server/cli/check.ts'
import { MAX_IMAGE_BYTES_PER_NOTE, MAX_IMAGES_PER_NOTE } from '../../server/notes/add-image.ts'
import { NoteContents } from '../../server/notes/note-contents.ts'
import { exportProgramme } from '../../server/notes/export-programme.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { backUpSqlite } from '../../server/storage/sqlite/backup.ts'
import { concat, holds, jpeg, latin, png, pngHeader } from '../support/picture-files.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let track: TrackDetail
let session: SessionDetail
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const slug = `pictures-${++events}`
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  track = await organizer.json('POST', `/events/${slug}/tracks`, { title: 'Kernel' })
  session = await organizer.json('POST', `/events/${slug}/sessions`, { title: 'Boot', trackId: track.id })
  event = await organizer.json('GET', `/events/${slug}`)
})

const upload = (file: Uint8Array, note = session.notesId, asker = organizer) =>
  asker.json<NoteImage>('POST', `/notes/${note}/images`, file)
const inEvent = (role: 'scribe' | 'reader') => app.invite(role, { type: 'event', id: event.id }, event.id)
const problemOf = async (answer: Response) => (await answer.json()) as Problem
const listRows = () => app.context.db.selectFrom('images').selectAll().execute()
const docOf = (note: string) => organizer.json<DocJson>('GET', `/notes/${note}/content?format=json`)

describe('bringing pictures in', () => {
  test('[IMG-1] the bytes decide, whatever the request says', async () => {
    const answer = await organizer.send('POST', `/notes/${session.notesId}/images`, png(4, 3), {
      'content-type': 'image/svg+xml',
    })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ width: 4, height: 3, mediaType: 'image/png' })
    const svg = latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for (const file of [svg, latin('words'), new Uint8Array()]) {
      const refused = await organizer.send('POST', `/notes/${session.notesId}/images`, file, {
        'content-type': 'image/png',
      })
      expect(refused.status).toBe(415)
      expect(await problemOf(refused)).toMatchObject({
        code: 'unsupported_format',
        detail: expect.stringContaining('PNG, JPEG, GIF, WebP or AVIF'),
      })
    }
  })

  test('[IMG-2] a damaged picture is refused in words', async () => {
    const refused = await organizer.send('POST', `/notes/${session.notesId}/images`, pngHeader(0, 0))
    expect(await problemOf(refused)).toMatchObject({
      status: 415,
      detail: expect.stringContaining('damaged'),
    })
  })

  test('[IMG-3] what a phone writes beside a photo is nowhere in the database', async () => {
    const { id, width, height } = await upload(jpeg(400, 300, { orientation: 6 }))
    expect([width, height]).toEqual([300, 400])
    const kept = new Uint8Array(await (await organizer.send('GET', `/images/${id}`)).arrayBuffer())
    expect(holds(kept, 'scan')).toBe(true)
    for (const row of await listRows()) expect(holds(row.bytes, 'GPS')).toBe(false)
  })

  test('[IMG-5] the same picture is one, in one note, also when it comes several times at once', async () => {
    const several = await Promise.all(Array.from({ length: 5 }, () => upload(png(5, 5))))
    expect(new Set(several.map(({ id }) => id)).size).toBe(1)
    expect((await upload(png(5, 5), session.summaryId)).id).not.toBe(several[0]?.id)
    expect((await upload(png(5, 5, { grey: 3 }))).id).not.toBe(several[0]?.id)
    // The same photo with other words of the camera beside it is the same.
    const [one, other] = [await upload(jpeg(9, 9)), await upload(concat(jpeg(9, 9), latin('later')))]
    expect(one.id).toBe(other.id)
  })

  test('[IMG-7] files and pictures that are too large are refused with the limit', async () => {
    const tooLong = await organizer.send(
      'POST',
      `/notes/${session.notesId}/images`,
      concat(png(1, 1), new Uint8Array(MAX_IMAGE_BYTES)),
    )
    expect(await problemOf(tooLong)).toMatchObject({ status: 413, code: 'too_large' })
    const tooWide = await organizer.send(
      'POST',
      `/notes/${session.notesId}/images`,
      pngHeader(50_000, 50_000),
    )
    expect(await problemOf(tooWide)).toMatchObject({
      code: 'too_large',
      detail: expect.stringContaining('100 million pixels'),
    })
  })

  test('[IMG-7] a note that is full of pictures takes no more, but knows those that it has', async () => {
    const { id } = await upload(png(6, 6))
    const { db } = app.context
    const row = (await db
      .selectFrom('images')
      .selectAll()
      .where('id', '=', id as never)
      .executeTakeFirst())!
    const stuff = async (count: number, size: number) => {
      await db.deleteFrom('images').where('id', '!=', row.id).execute()
      const rows = Array.from({ length: count }, (_, index) => ({
        ...row,
        id: `filler${index}` as never,
        sha256: `${index}`,
        size,
      }))
      await db.insertInto('images').values(rows).execute()
    }
    await stuff(MAX_IMAGES_PER_NOTE - 1, 1)
    expect((await upload(png(6, 6))).id).toBe(id)
    const full = await organizer.send('POST', `/notes/${session.notesId}/images`, png(7, 7))
    expect(await problemOf(full)).toMatchObject({ status: 409, code: 'too_many_pictures' })
    await stuff(1, MAX_IMAGE_BYTES_PER_NOTE - row.size)
    const heavy = await organizer.send('POST', `/notes/${session.notesId}/images`, png(7, 7))
    expect(await problemOf(heavy)).toMatchObject({
      code: 'too_many_pictures',
      detail: expect.stringContaining('100 MiB'),
    })
    expect((await upload(png(7, 7), session.summaryId)).width).toBe(7)
    await db.deleteFrom('images').execute()
  })
})

describe('seeing pictures', () => {
  test('[IMG-4] who may write brings them in, who may read sees them, nobody else learns anything', async () => {
    const { id } = await upload(png(4, 4))
    const elsewhere = await app.invite('organizer', { type: 'event', id: 'elsewhere' }, event.id)
    const sibling = await app.invite('scribe', { type: 'note', id: session.summaryId }, event.id)
    const askers = [app.anonymous, elsewhere, sibling, await inEvent('reader'), await inEvent('scribe')]
    const statuses = async (method: string, path: string, body?: Uint8Array) =>
      Promise.all(askers.map(async (asker) => (await asker.send(method, path, body)).status))
    expect(await statuses('POST', `/notes/${session.notesId}/images`, png(4, 4))).toEqual([
      401, 403, 403, 403, 201,
    ])
    expect(await statuses('GET', `/images/${id}`)).toEqual([401, 403, 403, 200, 200])
    expect((await app.anonymous.send('GET', '/images/none')).status).toBe(401)
    expect(await problemOf(await organizer.send('GET', '/images/none'))).toMatchObject({ code: 'not_found' })
    expect((await organizer.send('POST', '/notes/none/images', png(4, 4))).status).toBe(404)
  })

  test('[IMG-6] a picture comes as what it is, can do nothing, and is kept by browsers', async () => {
    const file = png(11, 7)
    const { id } = await upload(file)
    const answer = await organizer.send('GET', `/images/${id}`)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(file)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(file.length),
      'content-disposition': `inline; filename="picture-${id}.png"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const known = { 'if-none-match': answer.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
    expect((await organizer.send('GET', `/images/${id}`, undefined, known)).status).toBe(304)
    const head = await organizer.send('HEAD', `/images/${id}`)
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'image/png'])
  })
})

describe('keeping pictures', () => {
  test('[IMG-8] pictures go with the session, track and event of their note', async () => {
    await upload(png(1, 1), session.notesId)
    await upload(png(1, 1), track.summaryId)
    const lone = await organizer.json<SessionDetail>('POST', `/events/${event.slug}/sessions`, {
      title: 'Alone',
    })
    await upload(png(1, 1), lone.notesId)
    const owners = async () =>
      (await listRows()).filter((row) => row.event_id === event.id).map((row) => row.note_id)
    expect(await owners()).toHaveLength(3)
    await organizer.send('DELETE', `/sessions/${session.id}`)
    expect(await owners()).toEqual(expect.not.arrayContaining([session.notesId]))
    await organizer.send('DELETE', `/tracks/${track.id}`)
    expect(await owners()).toEqual([lone.notesId])
    await organizer.send('DELETE', `/events/${event.slug}`)
    expect(await owners()).toEqual([])
  })

  test('[IMG-8] a backup has them; [IMG-9] check names those that are not as they were stored', async () => {
    const { id } = await upload(png(2, 9))
    const dir = makeTempDir()
    const copy = databaseFile(dir)
    await backUpSqlite(databaseFile(app.context.config.dataDir), copy)
    const check = async () => {
      const lines: string[] = []
      const code = await checkDatabase(dir, (line) => lines.push(line))
      return { code, lines }
    }
    const database = new Sqlite(copy)
    const kept = database.prepare('select bytes from images where id = ?').pluck().get(id) as Buffer
    expect(new Uint8Array(kept)).toEqual(png(2, 9))
    const sound = await check()
    expect(sound.code).toBe(0)
    expect(sound.lines.at(-1)).toMatch(/, \d+ pictures: all intact$/)
    database.prepare("update images set bytes = bytes || x'00' where id = ?").run(id)
    expect(await check()).toMatchObject({
      code: 1,
      lines: [
        `picture ${id} of ${session.notesId} does not match its checksum`,
        expect.stringContaining('1 problem'),
      ],
    })
    database.prepare("update images set bytes = ?, note_id = 'gone' where id = ?").run(kept, id)
    expect((await check()).lines[0]).toBe(`picture ${id} belongs to gone, which is not listed as a note`)
    database.close()
    expect(join(dir, 'rapporteur.sqlite')).toBe(copy)
  })
})

describe('[IMG-10] pictures in files', () => {
  const importText = (note: string, text: string, format: string) =>
    organizer.json('POST', `/notes/${note}/import?format=${format}`, text)

  test('exports name them by the server’s address, and by none where nobody knows it', async () => {
    const { id } = await upload(png(40, 30))
    await importText(session.notesId, `before\n\n![A plan](/api/v1/images/${id})\n\nafter`, 'md')
    const url = app.context.publicUrl()
    const exported = async (format: string) =>
      (await organizer.send('GET', `/sessions/${session.id}/export?format=${format}`)).text()
    expect(await exported('md')).toContain(`![A plan](${url}/api/v1/images/${id})`)
    // The page of an export stands alone; the note's own HTML has the address.
    expect(await exported('html')).toMatch(
      new RegExp(
        `<img src="data:image/png;base64,[\\w+/=]+" alt="A plan" width="40" height="30" data-picture="${id}" loading="lazy">`,
      ),
    )
    expect(await exported('txt')).toContain('[image: A plan]')
    const file = await exportProgramme(
      { ...app.context, contents: new NoteContents(app.context) },
      {
        target: { event: event.id as never, session: session.id as never },
        format: 'md',
        include: 'notes',
        baseUrl: null,
      },
    )
    expect(new TextDecoder().decode(file.bytes)).toContain(`![A plan](/api/v1/images/${id})`)
  })

  test.each(['md', 'html'])(
    '%s comes back as it was, from an export and from a note’s own file',
    async (format) => {
      const { id, width, height } = await upload(png(40, 30))
      await importText(session.notesId, `- a list\n\n![A “plan”](/api/v1/images/${id})\n\nafter`, 'md')
      const doc = await docOf(session.notesId)
      expect(doc.content[1]).toEqual({ type: 'image', attrs: { id, alt: 'A “plan”', width, height } })
      const text = await (
        await organizer.send('GET', `/notes/${session.notesId}/content?format=${format}`)
      ).text()
      await importText(session.summaryId, text, format)
      expect(await docOf(session.summaryId)).toEqual(doc)
      const path = `/sessions/${session.id}/export?format=${format}&include=notes`
      await importText(track.summaryId, await (await organizer.send('GET', path)).text(), format)
      expect((await docOf(track.summaryId)).content).toContainEqual(doc.content[1])
    },
  )

  test('those of other sites stay links, unknown ones leave their description, those in running text stay text', async () => {
    const { id } = await upload(png(40, 30))
    const markdown = [
      '![Far](https://elsewhere.example/a.png)',
      `![Same path](https://elsewhere.example/api/v1/images/${id})`,
      '![Lost](/api/v1/images/nosuchpicture)',
      `Look: ![inline](/api/v1/images/${id})`,
    ].join('\n\n')
    await importText(session.notesId, markdown, 'md')
    const { content } = await docOf(session.notesId)
    const link = (text: string, href: string) => ({
      type: 'paragraph',
      content: [
        {
          type: 'text',
          text,
          marks: [expect.objectContaining({ attrs: expect.objectContaining({ href }) })],
        },
      ],
    })
    expect(content).toMatchObject([
      link('Far', 'https://elsewhere.example/a.png'),
      link('Same path', `https://elsewhere.example/api/v1/images/${id}`),
      { type: 'paragraph', content: [{ type: 'text', text: 'Lost' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'Look: inline' }] },
    ])
  })

  test('in lists and tables no picture loses its description', async () => {
    const { id } = await upload(png(40, 30))
    const image = { type: 'image', attrs: { id, alt: 'A plan' } }
    const cell = (type: string, text: string) => ({
      type,
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }, image],
    })
    const doc = {
      type: 'doc',
      content: [
        { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }, image] }] },
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [cell('tableHeader', 'head')] },
            { type: 'tableRow', content: [cell('tableCell', 'body')] },
          ],
        },
      ],
    }
    await importText(session.notesId, JSON.stringify(doc), 'json')
    const { updates } = await app.context.rooms.state(session.notesId as NoteId)
    const markdown = await app.context.documents.render(updates, 'md')
    expect(markdown).toContain(`- ![A plan](/api/v1/images/${id})`)
    expect(markdown.match(/\[image: A plan\]/g)).toHaveLength(2)
    expect((await app.context.documents.render(updates, 'txt')).match(/\[image: A plan\]/g)).toHaveLength(3)
    await importText(session.summaryId, markdown, 'md')
    expect((await docOf(session.summaryId)).content[0]).toMatchObject({
      content: [{ content: [{ type: 'paragraph' }, { type: 'image', attrs: { id, width: 40 } }] }],
    })
  })
})
