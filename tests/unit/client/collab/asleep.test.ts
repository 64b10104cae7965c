import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveNote } from '../../../../client/collab/live-note.ts'
import { NoteServer } from './note-server.ts'
import { openLiveNote, textOf, type } from './open-live-note.ts'

let server: NoteServer

beforeEach(async () => {
  server = await NoteServer.start()
  server.tellsStatus = true
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.stop()
})

const isSaved = (live: LiveNote): Promise<void> => vi.waitFor(() => expect(live.sync.kind).toBe('saved'))

/** Time in which the sockets, whose time is real, have their say. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 10; step++) {
    await vi.advanceTimersByTimeAsync(100)
    for (let turn = 0; turn < 10; turn++) await setImmediate()
  }
}

/** The time goes on while nothing runs. */
const sleep = (seconds: number): unknown => vi.setSystemTime(Date.now() + seconds * 1_000)

describe('a device that slept', () => {
  it('[TOG-14] asks for a sign of life when the page wakes, and has a new line seconds later', async () => {
    const page = new EventTarget()
    const live = openLiveNote(server, { page })
    await isSaved(live)
    server.fallSilent()
    type(live, 'before')
    sleep(20)
    page.dispatchEvent(new Event('resume'))
    type(live, 'after')
    await vi.advanceTimersByTimeAsync(3_500)
    await isSaved(live)
    expect(server.requested.length).toBe(2)
    expect(textOf(server.doc)).toContain('before')
    expect(textOf(server.doc)).toContain('after')
  })

  it('[TOG-14] a device that lost its network finds out at once that the line is gone', async () => {
    const page = new EventTarget()
    const live = openLiveNote(server, { page })
    await isSaved(live)
    server.fallSilent()
    type(live, 'before')
    page.dispatchEvent(new Event('offline'))
    await vi.advanceTimersByTimeAsync(3_500)
    await isSaved(live)
    expect(server.requested.length).toBe(2)
    expect(textOf(server.doc)).toContain('before')
  })

  it('[TOG-14] notices by the clock alone that it slept', async () => {
    const live = openLiveNote(server, { page: new EventTarget() })
    await isSaved(live)
    server.fallSilent()
    sleep(20)
    await vi.advanceTimersByTimeAsync(5_500)
    await isSaved(live)
    expect(server.requested.length).toBe(2)
  })

  it('[TOG-14] keeps a line that is there', async () => {
    const page = new EventTarget()
    const live = openLiveNote(server, { page })
    await isSaved(live)
    for (let times = 0; times < 3; times++) {
      const { room } = live.getSnapshot()
      sleep(20)
      page.dispatchEvent(new Event('visibilitychange'))
      // Every answer is news.
      await vi.waitFor(() => expect(live.getSnapshot().room).not.toBe(room))
      await pass(4)
    }
    expect(server.requested.length).toBe(1)
  })
})

describe('changes that are held back', () => {
  it('[TOG-12] wait until they are let through, while own changes are sent and saved', async () => {
    const live = openLiveNote(server)
    const other = openLiveNote(server)
    await Promise.all([isSaved(live), isSaved(other)])
    live.holdOthers(true)
    type(other, 'theirs')
    type(live, 'mine')
    await Promise.all([isSaved(live), isSaved(other)])
    await vi.waitFor(() => expect(textOf(other.doc)).toContain('mine'))
    expect(textOf(live.doc)).not.toContain('theirs')
    live.holdOthers(false)
    await vi.waitFor(() => expect(textOf(live.doc)).toContain('theirs'))
    expect(live.sync.pending).toBe(0)
  })
})
