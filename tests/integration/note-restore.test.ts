/** What was deleted from notes, and restoring them, over HTTP: on a real database, and with people who type. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type {
  DeletedPassages,
  NoteRestored,
  NoteState,
  NoteTimeline,
} from '../../shared/contracts/history.ts'
import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { readDeleted } from '../../server/notes/read-deleted.ts'
import { eventually } from '../support/eventually.ts'
import { createNoteWorld } from '../support/note-world.ts'
import { addBlock, blockText, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

const MINUTE = 60_000

let app: ProgrammeApp
let organizer: Asker
let noteId: NoteId

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug: 'days' })
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const session = await organizer.json<SessionDetail>('POST', '/events/days/sessions', { title: 'A talk' })
  noteId = session.notesId as NoteId
})

const ask = <T>(path: string) => organizer.json<T>('GET', `/notes/${noteId}/${path}`)
const timeline = () => ask<NoteTimeline>('timeline')
const stateAt = (seq: number) => ask<NoteState>(`states/${seq}`)
const deleted = (query = '') => ask<DeletedPassages>(`deleted${query}`)
const restore = (seq: number) => organizer.json<NoteRestored>('POST', `/notes/${noteId}/restore`, { seq })
const writer = (name: string) => new NoteWriter({ ...app.context, noteId, name })
const contentOf = async () => (await organizer.send('GET', `/notes/${noteId}/content?format=txt`)).text()

describe('deleted passages', () => {
  test('[HIST-6] are what was written and is not in the note any more, with who wrote and who deleted it', async () => {
    const [ada, grace] = [writer('Ada'), writer('Grace')]
    await ada.edit((root) => addBlock(root, 'The quick brown fox'))
    await ada.edit((root) => addBlock(root, 'A second paragraph'))
    await ada.edit((root) => addBlock(root, 'A third one'))
    app.clock.advance(2 * MINUTE)
    await grace.edit((root) => blockText(root, 0).delete(4, 6))
    app.clock.advance(2 * MINUTE)
    const at = new Date(app.clock.now()).toISOString()
    await grace.edit((root) => root.delete(1, 2))
    const { passages, authors, more } = await deleted()
    expect(more).toBe(false)
    expect(passages.map(({ text }) => text)).toEqual(['A second paragraph\nA third one', 'quick'])
    expect(passages[0]).toMatchObject({ at, lastSeq: 4 })
    expect(authors[passages[0]!.author]?.name).toBe('Ada')
    expect(authors[passages[0]!.deletedBy]?.name).toBe('Grace')
    expect(JSON.stringify((await stateAt(passages[1]!.lastSeq)).doc)).toContain('quick')
    expect((await deleted('?q=THIRD')).passages.map(({ text }) => text)).toEqual([
      'A second paragraph\nA third one',
    ])
    expect((await deleted('?q=nowhere')).passages).toEqual([])
  })

  test('[HIST-6] hold no corrected typing errors, and nothing that was only moved', async () => {
    const ada = writer('Ada')
    await ada.edit((root) => addBlock(root, 'Teh scheduler'))
    await ada.edit((root) => blockText(root, 0).delete(1, 2))
    await ada.edit((root) => blockText(root, 0).insert(1, 'he'))
    // The paragraph becomes a heading: editors write it anew.
    await ada.edit((root) => {
      root.delete(0, 1)
      const heading = new Y.XmlElement('heading')
      heading.insert(0, [new Y.XmlText('The scheduler')])
      root.insert(0, [heading])
    })
    expect((await deleted()).passages).toEqual([])
  })

  test('[HIST-6] are whole when they were deleted letter by letter, and when errors were mended in them before', async () => {
    const ada = writer('Ada')
    await ada.edit((root) => addBlock(root, 'kept. '))
    for (const letter of 'a sentnce') {
      await ada.edit((root) => blockText(root, 0).insert(blockText(root, 0).length, letter))
    }
    for (let back = 0; back < 3; back++) {
      await ada.edit((root) => blockText(root, 0).delete(blockText(root, 0).length - 1, 1))
    }
    const whole = await ada.edit((root) => blockText(root, 0).insert(blockText(root, 0).length, 'ence'))
    app.clock.advance(5 * MINUTE)
    for (let back = 0; back < 10; back++) {
      await ada.edit((root) => blockText(root, 0).delete(blockText(root, 0).length - 1, 1))
    }
    const { passages } = await deleted()
    expect(passages.map(({ text, lastSeq }) => [text, lastSeq])).toEqual([['a sentence', whole]])
  })

  test('[HIST-6] have what somebody typed into a block while another deleted it', async () => {
    const [ada, grace] = [writer('Ada'), writer('Grace')]
    await ada.edit((root) => addBlock(root, 'A block'))
    const { rooms } = app.context
    const { updates } = await rooms.state(noteId)
    for (const update of updates) Y.applyUpdate(grace.doc, update)
    const before = Y.encodeStateVector(grace.doc)
    blockText(grace.doc.getXmlFragment(FRAGMENT), 0).insert(7, ' with lost words')
    await ada.edit((root) => root.delete(0, 1))
    await rooms.write(noteId, Y.encodeStateAsUpdate(grace.doc, before), {
      actor: 'user:Grace',
      name: 'Grace',
    })
    expect((await deleted('?q=lost')).passages.map(({ text }) => text)).toEqual(['A block with lost words'])
  })

  test('[HIST-6] are bounded: at most 200, and what was kept of very large logs is forgotten from the oldest on', async () => {
    const ada = writer('Ada')
    await ada.edit((root) => {
      for (let index = 0; index < 210; index++) addBlock(root, `passage number ${index}`)
    })
    // At once, but as a log has it that grew over hours.
    const now = app.clock.now()
    await app.context.noteLog.append(
      Array.from({ length: 210 }, (_, index) => ({
        noteId,
        bytes: ada.change((root) => root.delete(0, 1)),
        receivedAt: now + (index + 1) * 2 * MINUTE,
        actor: 'user:Ada',
        actorName: 'Ada',
        connection: null,
        clocks: [],
      })),
    )
    const { passages, more } = await deleted()
    expect([passages.length, more]).toEqual([200, true])
    expect(passages[0]!.text).toBe('passage number 209')
    const bounded = await readDeleted(app.context, { noteId, query: '', maxKeptBytes: 100 })
    expect(bounded.more).toBe(true)
    expect(bounded.passages.length).toBeLessThan(200)
  })
})

describe('restoring', () => {
  test('[HIST-7] is a new change of the asker on top; the log keeps all, and the present state is no change', async () => {
    const ada = writer('Ada')
    await ada.edit((root) => addBlock(root, 'one'))
    await ada.edit((root) => addBlock(root, 'two'))
    await ada.edit((root) => root.delete(0, 1))
    expect(await restore(2)).toEqual({ noteId, seq: 4 })
    expect((await stateAt(4)).doc).toEqual((await stateAt(2)).doc)
    expect(JSON.stringify((await stateAt(3)).doc)).not.toContain('one')
    const { authors, steps } = await timeline()
    expect(authors[steps.at(-1)!.author]?.name).toBe('organizer')
    expect(await restore(4)).toEqual({ noteId, seq: 4 })
    expect(await restore(2)).toEqual({ noteId, seq: 4 })
    expect(await restore(0)).toEqual({ noteId, seq: 5 })
    expect((await contentOf()).trim()).toBe('')
    expect((await organizer.send('POST', `/notes/${noteId}/restore`, { seq: 6 })).status).toBe(404)
    const { passages, authors: deleters } = await deleted()
    expect(passages.map(({ text, deletedBy }) => [text, deleters[deletedBy]?.name])).toEqual([
      ['one\ntwo', 'organizer'],
    ])
  })

  test('[HIST-7] leaves those who type meanwhile their text, and all end with the same', async () => {
    const world = await createNoteWorld()
    try {
      const id = await world.freshNote()
      const [one, two] = [await world.connect(id).synced(), await world.connect(id).synced()]
      const secret = await world.makeSecret()
      const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
        const answer = await fetch(`${world.server.url}/api/v1/notes/${id}/${path}`, {
          method,
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        expect(answer.status).toBe(200)
        return (await answer.json()) as T
      }
      for (const text of ['alpha', 'beta', 'gamma']) one.addParagraph(text)
      await one.save()
      const { seq } = await send<NoteTimeline>('GET', 'timeline')
      await eventually(() => two.blocks.includes('gamma'), { message: 'the other client' })
      // Much is changed, but not what they type in below.
      one.doc.getXmlFragment(FRAGMENT).delete(0, 1)
      addBlock(one.doc.getXmlFragment(FRAGMENT), 'added later', 1)
      await one.save()
      await eventually(() => two.blocks.includes('added later'), { message: 'the other client' })

      // One has no connection while it happens, the other types on.
      two.provider.disconnect()
      const typeIn = (client: typeof one, word: string) => {
        const root = client.doc.getXmlFragment(FRAGMENT)
        const blocks = root.toArray().map((_, index) => blockText(root, index))
        const text = blocks.find((block) => block.toJSON().includes(word.replace(/\d+/, '')))!
        text.insert(text.length, ` ${word};`)
        return `${word};`
      }
      const offline = Array.from({ length: 20 }, (_, index) => typeIn(two, `gamma${index}`))
      let isOver = false
      const restoring = send<NoteRestored>('POST', 'restore', { seq }).finally(() => (isOver = true))
      const during: string[] = []
      const after: string[] = []
      while (after.length < 20) {
        const list = isOver ? after : during
        list.push(typeIn(one, `beta${during.length + after.length}`))
        await one.save()
      }
      const restored = await restoring
      two.provider.connect()
      await two.synced()
      await two.save()
      await eventually(() => one.blocks === two.blocks && one.blocks.includes('alpha'), {
        message: 'the same text for both',
      })
      expect(one.blocks).not.toContain('added later')
      for (const word of [...offline, ...after]) expect(one.blocks).toContain(word)
      // What was there when the request came is what the asker saw and wanted gone: the log has it.
      const before = JSON.stringify((await send<NoteState>('GET', `states/${restored.seq - 1}`)).doc)
      for (const word of during) expect(one.blocks.includes(word) || before.includes(word)).toBe(true)
      const { seq: head } = await send<NoteTimeline>('GET', 'timeline')
      const state = JSON.stringify((await send<NoteState>('GET', `states/${head}`)).doc)
      for (const word of [...offline, ...after]) expect(state).toContain(word)
      const kept = await send<DeletedPassages>('GET', 'deleted')
      expect(kept.passages.map((passage) => passage.text).join('\n')).toContain('added later')
    } finally {
      await world.dispose()
    }
  })
})
