import { createHook } from 'node:async_hooks'
import { getEventListeners } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { LiveNote } from '../../../../client/collab/live-note.ts'
import { MemoryCopies, type LocalCopies } from '../../../../client/collab/local-copy.ts'
import { OpenNotes } from '../../../../client/collab/open-notes.ts'
import { CLOSE, comeBackIn, returnDelayOf } from '../../../../shared/protocol/close-codes.ts'
import { encodeStatus } from '../../../../shared/protocol/codec.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { NoteServer } from './note-server.ts'
import { openLiveNote, optionsFor, reaches, stateOf, textOf, type } from './open-live-note.ts'

let server: NoteServer

beforeEach(async () => {
  server = await NoteServer.start()
})

afterEach(async () => {
  await server.stop()
})

describe('saved', () => {
  it('[CLIENT-3] a change counts as saved only when the server has answered a barrier sent after it', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.barriers = 'hold'
    type(live, 'first')
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    const kinds = server.received.map((frame) => frame.kind)
    expect(kinds.lastIndexOf('barrier')).toBeGreaterThan(kinds.lastIndexOf('update'))
    expect(textOf(server.doc)).toContain('first')
    expect(live.sync).toMatchObject({ kind: 'saving', pending: 1 })

    server.barriers = 'answer'
    server.releaseHeldBarriers()
    expect(await reaches(live, 'saved')).toMatchObject({ pending: 0 })
  })

  it('[CLIENT-4] an answer covers what was typed before its question, not what came after', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.barriers = 'hold'
    type(live, 'before')
    type(live, 'before, too')
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    type(live, 'after')
    expect(live.sync.pending).toBe(3)
    server.releaseHeldBarriers()
    expect(await stateOf(live, ({ pending }) => pending < 3)).toMatchObject({ kind: 'saving', pending: 1 })
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    server.releaseHeldBarriers()
    await reaches(live, 'saved')
  })

  it('[CLIENT-5] at most one barrier is on its way, however much is typed', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.barriers = 'hold'
    const before = server.framesOf('barrier').length
    for (let count = 0; count < 50; count++) {
      type(live, `line ${count}`)
      await setImmediate()
    }
    await vi.waitFor(() => expect(server.framesOf('update').length).toBe(50))
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    expect(server.framesOf('barrier').length).toBe(before + 1)
  })

  it('[CLIENT-6] after a reconnect nothing is saved until a barrier sent after our step 2 is answered', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    await server.stop()
    await reaches(live, 'offline')
    type(live, 'typed offline')
    expect(live.sync).toMatchObject({ kind: 'offline', pending: 1 })

    server.received.length = 0
    server.barriers = 'hold'
    await server.listen()
    await reaches(live, 'checking')
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    expect(textOf(server.doc)).toContain('typed offline')
    const kinds = server.received.map((frame) => frame.kind)
    expect(kinds.indexOf('step2')).toBeGreaterThanOrEqual(0)
    expect(kinds.indexOf('barrier')).toBeGreaterThan(kinds.indexOf('step2'))
    expect(live.sync).toMatchObject({ kind: 'checking', pending: 1 })

    server.releaseHeldBarriers()
    await reaches(live, 'saved')
    expect(live.getSnapshot().notice.text).toBe('Reconnected, all changes saved')
  })

  it('[CLIENT-6] the answer to a question of the lost connection confirms nothing', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.barriers = 'hold'
    type(live, 'in flight')
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    const lost = server.framesOf('barrier').at(-1)
    server.closeAll(CLOSE.restarting.code)
    await reaches(live, 'offline')
    await reaches(live, 'checking')
    if (!lost) throw new Error('expected a barrier')
    server.broadcast(lost.bytes)
    await vi.waitFor(() => expect(server.heldBarriers).toBe(2))
    expect(live.sync).toMatchObject({ kind: 'checking', pending: 1 })
  })

  it('[CLIENT-7] an own change is counted, somebody else’s is not', async () => {
    const live = openLiveNote(server)
    const other = openLiveNote(server)
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    server.barriers = 'hold'
    type(other, 'theirs')
    await vi.waitFor(() => expect(textOf(live.doc)).toContain('theirs'))
    expect(live.sync).toMatchObject({ kind: 'saved', pending: 0 })
    expect(other.sync.pending).toBe(1)
  })
})

describe('refused', () => {
  it('[CLIENT-8] a 44xx close code is final: no further attempt, and the text stays', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    type(live, 'still here')
    server.closeAll(CLOSE.forbidden.code)
    expect(await reaches(live, 'refused')).toMatchObject({ refusal: 'forbidden' })
    const attempts = server.requested.length
    const other = openLiveNote(server, { noteId: 'other' })
    await reaches(other, 'saved')
    expect(server.requested.length).toBe(attempts + 1)
    expect(textOf(live.doc)).toContain('still here')
    expect(live.getSnapshot().refusal).toBe('forbidden')
  })

  it('[CLIENT-8] a page that is too old says so even when its number is refused at the first attempt', async () => {
    server.talks = false
    const live = openLiveNote(server)
    await vi.waitFor(() => expect(server.clients.length).toBe(1))
    expect(server.requested[0]).toMatch(/^\/collab\/note\?schema=\d+&/)
    server.closeAll(CLOSE.schemaTooOld.code)
    expect(await reaches(live, 'refused')).toMatchObject({ refusal: 'schemaTooOld' })
    expect(live.getSnapshot().ready).toBe(false)
  })

  it('[CLIENT-9] a 45xx close code is not: the client comes back', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.closeAll(CLOSE.unavailable.code)
    await reaches(live, 'offline')
    await reaches(live, 'saved')
    expect(server.requested.length).toBe(2)
  })

  it('[CLIENT-34] a close that names a time is followed then, not sooner', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    const closedAt = Date.now()
    const { code, reason } = comeBackIn(CLOSE.restarting, 900)
    for (const client of server.clients) client.close(code, reason)
    await reaches(live, 'offline')
    await reaches(live, 'saved')
    // Without a name of a time it would have been half a second at most.
    expect(Date.now() - closedAt).toBeGreaterThanOrEqual(900)
    expect([returnDelayOf(reason), returnDelayOf('server restarts')]).toEqual([900, null])
  })

  it('[CLIENT-33] asks how the room is; a server that cannot save is not taken for one that has saved', async () => {
    server.barriers = 'hold'
    const live = openLiveNote(server, { copies: new MemoryCopies() })
    await vi.waitFor(() => expect(live.getSnapshot().ready).toBe(true))
    await vi.waitFor(() => expect(server.framesOf('status').length).toBe(1))
    type(live, 'waits')
    const room = { writers: 2, readers: 7, bytes: 0, maxBytes: 1, cannotSave: true }
    server.broadcast(encodeStatus(room))
    await vi.waitFor(() => expect(live.getSnapshot().notice.text).toMatch(/^Server cannot save: 1 change/))
    expect(live.getSnapshot().room).toEqual(room)
    server.barriers = 'answer'
    server.releaseHeldBarriers()
    server.broadcast(encodeStatus({ ...room, cannotSave: false }))
    await reaches(live, 'saved')
    await vi.waitFor(() => expect(live.getSnapshot().notice.text).toBe('Saved'))
  })

  it('[CLIENT-9] a changed role brings the client back and is passed on', async () => {
    const live = openLiveNote(server)
    let calls = 0
    live.onRoleChanged(() => calls++)
    await reaches(live, 'saved')
    server.closeAll(CLOSE.roleChanged.code)
    await reaches(live, 'offline')
    await reaches(live, 'saved')
    // When the line went, and again when it was back: it may have changed once more.
    expect(calls).toBe(2)
  })

  it('[CLIENT-10] refused changes end the connection and stay counted as unsaved', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    server.barriers = 'refuse'
    type(live, 'not taken')
    expect(await reaches(live, 'refused')).toMatchObject({ refusal: 'editsRefused', pending: 1 })
    await vi.waitFor(() => expect(server.clients.length).toBe(0))
  })
})

describe('the copy on this device', () => {
  it('[CLIENT-15] nothing is ready before the first sync when the device has no copy', async () => {
    server.talks = false
    const live = openLiveNote(server, { copies: new MemoryCopies() })
    await vi.waitFor(() => expect(server.clients.length).toBe(1))
    expect(live.getSnapshot().ready).toBe(false)
    expect(live.sync.kind).toBe('connecting')
  })

  it('[CLIENT-16] what was typed offline survives on the device and reaches the server later', async () => {
    const copies = new MemoryCopies()
    const first = openLiveNote(server, { copies })
    await reaches(first, 'saved')
    type(first, 'typed online')
    await reaches(first, 'saved')
    await server.stop()
    await reaches(first, 'offline')
    type(first, 'typed offline')
    expect(first.getSnapshot().notice.text).toBe('Offline: 1 change kept on this device')
    first.dispose()

    const second = openLiveNote(server, { copies })
    await vi.waitFor(() => expect(second.getSnapshot().ready).toBe(true))
    expect(textOf(second.doc)).toMatch(/typed online.*typed offline/)
    expect(textOf(server.doc)).not.toContain('typed offline')
    await server.listen()
    await reaches(second, 'saved')
    expect(textOf(server.doc)).toContain('typed offline')
  })

  it('[CLIENT-17] a device that refuses a write is not said to keep anything, until it does', async () => {
    const memory = new MemoryCopies()
    let isFull = false
    const copies: LocalCopies = {
      open: async (noteId) => {
        const copy = await memory.open(noteId)
        return {
          ...copy,
          append: (update) => (isFull ? Promise.reject(new Error('quota')) : copy.append(update)),
        }
      },
    }
    const live = openLiveNote(server, { copies })
    await reaches(live, 'saved')
    await server.stop()
    await reaches(live, 'offline')
    isFull = true
    type(live, 'one')
    await stateOf(live, ({ kept }) => !kept)
    expect(live.getSnapshot().notice).toMatchObject({ look: 'unsaved', asksBeforeLeaving: true })
    isFull = false
    type(live, 'two')
    await stateOf(live, ({ kept }) => kept)
    const kept = new Y.Doc()
    Y.applyUpdate(kept, (await (await memory.open('note')).load()) ?? new Uint8Array())
    expect(textOf(kept)).toMatch(/one.*two/)
  })

  it('[CLIENT-17] a device that cannot open a copy does not stop the note', async () => {
    const live = openLiveNote(server, { copies: { open: () => Promise.reject(new Error('private')) } })
    expect(await reaches(live, 'saved')).toMatchObject({ kept: false })
  })
})

describe('leaving', () => {
  it('[CLIENT-18] the page asks before it goes away while work is unsaved, and not otherwise', async () => {
    const page = new EventTarget()
    const asks = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const live = openLiveNote(server, { page, copies: new MemoryCopies() })
    const other = openLiveNote(server, { page, noteId: 'other' })
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    expect(asks()).toBe(false)
    await server.stop()
    await Promise.all([reaches(live, 'offline'), reaches(other, 'offline')])
    expect(asks()).toBe(false)
    type(live, 'unsaved')
    expect(asks()).toBe(true)
    await server.listen()
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    expect(asks()).toBe(false)
  })

  it('[CLIENT-19] a disposed note leaves no timers, listeners or connections', async () => {
    const page = new EventTarget()
    const timers = new Set<number>()
    let isOpen = true
    const watch = createHook({
      init: (id, resource) => {
        if (isOpen && resource === 'Timeout') timers.add(id)
      },
      destroy: (id) => timers.delete(id),
    }).enable()
    const exitListeners = process.listenerCount('exit')
    const live = new LiveNote(optionsFor(server, { page, copies: new MemoryCopies() }))
    await reaches(live, 'saved')
    const stopListening = live.subscribe(() => undefined)
    type(live, 'last words')
    expect(timers.size).toBeGreaterThan(3)
    live.dispose()
    isOpen = false
    await vi.waitFor(() => expect(server.clients.length).toBe(0))
    await vi.waitFor(() => expect(timers.size).toBe(0))
    watch.disable()
    expect(process.listenerCount('exit')).toBe(exitListeners)
    for (const name of ['online', 'offline', 'pagehide', 'beforeunload']) {
      expect(getEventListeners(page, name)).toEqual([])
    }
    stopListening()
    expect(server.requested.length).toBe(1)
  })

  it('[CLIENT-19] a note that is disposed before it connected never connects', async () => {
    new LiveNote(optionsFor(server)).dispose()
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    expect(server.requested.length).toBe(1)
  })

  it('[CLIENT-20] a note that nobody shows any more stays open until its work is saved', async () => {
    const notes = new OpenNotes()
    const live = notes.take(optionsFor(server))
    await reaches(live, 'saved')
    server.barriers = 'hold'
    type(live, 'just before going to another page')
    notes.release(live)
    await vi.waitFor(() => expect(server.heldBarriers).toBe(1))
    expect(server.clients.length).toBe(1)
    server.releaseHeldBarriers()
    await vi.waitFor(() => expect(server.clients.length).toBe(0))
    expect(textOf(server.doc)).toContain('just before going')
  })

  it('[CLIENT-20] coming back meanwhile finds the same open note', async () => {
    const notes = new OpenNotes()
    const live = notes.take(optionsFor(server))
    await reaches(live, 'saved')
    server.barriers = 'hold'
    type(live, 'unsaved')
    notes.release(live)
    expect(notes.take(optionsFor(server))).toBe(live)
    server.barriers = 'answer'
    server.releaseHeldBarriers()
    await reaches(live, 'saved')
    expect(server.clients.length).toBe(1)
    notes.release(live)
    await vi.waitFor(() => expect(server.clients.length).toBe(0))
  })
})

describe('compressed notes', () => {
  const fill = () => {
    const paragraphs = Array.from({ length: 500 }, (_, i) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`line ${i}`)])
      return paragraph
    })
    server.doc.getXmlFragment(FRAGMENT).insert(0, paragraphs)
  }

  it('[CLIENT-35] a note that comes compressed is whole when it counts as saved', async () => {
    fill()
    server.deflates = 'yes'
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    expect(textOf(live.doc)).toBe(textOf(server.doc))
    type(live, 'mine')
    await reaches(live, 'saved')
    expect(textOf(server.doc)).toContain('mine')
  })

  it('[CLIENT-35] what cannot be read is asked for again as it is', async () => {
    fill()
    server.deflates = 'broken'
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    expect(textOf(live.doc)).toBe(textOf(server.doc))
    expect(server.requested).toEqual([
      expect.stringContaining('deflate=1') as string,
      expect.not.stringContaining('deflate') as string,
    ])
  })

  it('[CLIENT-35] a line that breaks meanwhile does not count as one that has everything', async () => {
    fill()
    server.deflates = 'yes'
    const live = openLiveNote(server)
    await vi.waitFor(() => expect(server.framesOf('step1').length).toBe(1))
    server.deflates = 'no'
    server.talks = false
    for (const client of server.clients) client.terminate()
    await vi.waitFor(() => expect(server.requested.length).toBe(2), { timeout: 5_000 })
    expect(live.sync.kind).not.toBe('saved')
  })
})
