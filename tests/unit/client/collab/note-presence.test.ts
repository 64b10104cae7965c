import * as encoding from 'lib0/encoding'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CLOSE } from '../../../../shared/protocol/close-codes.ts'
import { MESSAGE } from '../../../../shared/protocol/messages.ts'
import { NoteServer } from './note-server.ts'
import { openLiveNote, reaches, textOf, type } from './open-live-note.ts'

let server: NoteServer

beforeEach(async () => {
  server = await NoteServer.start()
})

afterEach(async () => {
  await server.stop()
})

describe('presence', () => {
  it('[CLIENT-11] other people’s presence is not sent back to the server', async () => {
    const live = openLiveNote(server)
    const other = openLiveNote(server, { identity: { name: 'Grace', color: '#8a5300' } })
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    for (let place = 0; place < 5; place++) other.awareness.setLocalStateField('cursor', { place })
    await vi.waitFor(() =>
      expect(live.awareness.getStates().get(other.doc.clientID)?.['cursor']).toEqual({ place: 4 }),
    )
    await setImmediate()
    const senders = server.framesOf('awareness').map((frame) => frame.connection)
    // One frame each for coming in, then five carets from the second connection and none from the first.
    expect(senders.filter((connection) => connection === 0).length).toBe(1)
    expect(senders.filter((connection) => connection === 1).length).toBe(6)
  })

  it('[CLIENT-12] a caret that did not move is not sent again', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    const caret = { anchor: { type: null, item: { client: 1, clock: 2 } } }
    live.awareness.setLocalStateField('cursor', caret)
    for (let count = 0; count < 20; count++) {
      live.awareness.setLocalStateField('cursor', structuredClone(caret))
    }
    live.awareness.setLocalStateField('cursor', null)
    type(live, 'so that the server has heard everything before')
    await reaches(live, 'saved')
    expect(server.framesOf('awareness').length).toBe(3)
  })

  it('[CLIENT-12] an unchanged entry is still renewed, or others would drop it', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    live.awareness.setLocalState(live.awareness.getLocalState())
    await vi.waitFor(() => expect(server.framesOf('awareness').length).toBe(2))
  })

  it('[CLIENT-11] somebody who is taken for gone says that they are here', async () => {
    const live = openLiveNote(server)
    await reaches(live, 'saved')
    const clock = live.awareness.meta.get(live.doc.clientID)?.clock ?? 0
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, live.doc.clientID)
    encoding.writeVarUint(encoder, clock + 1)
    encoding.writeVarString(encoder, 'null')
    const frame = encoding.createEncoder()
    encoding.writeVarUint(frame, MESSAGE.awareness)
    encoding.writeVarUint8Array(frame, encoding.toUint8Array(encoder))
    server.broadcast(encoding.toUint8Array(frame))
    await vi.waitFor(() => expect(server.framesOf('awareness').length).toBe(2))
    expect(live.awareness.getLocalState()).toMatchObject({ user: { name: 'Ada' } })
  })

  it('[CLIENT-32] after a reconnect the people whose entries did not change are seen again', async () => {
    const live = openLiveNote(server)
    const other = openLiveNote(server, { identity: { name: 'Grace', color: '#8a5300' } })
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    other.awareness.setLocalStateField('cursor', { place: 1 })
    await vi.waitFor(() => expect(live.awareness.getStates().size).toBe(2))
    const entry = server.framesOf('awareness').at(-1)
    if (!entry) throw new Error('expected a presence frame')
    other.dispose()
    server.closeAll(CLOSE.restarting.code)
    await reaches(live, 'offline')
    expect(live.awareness.getStates().size).toBe(1)
    await reaches(live, 'saved')
    server.broadcast(entry.bytes)
    await vi.waitFor(() => expect(live.awareness.getStates().size).toBe(2))
  })

  it('[CLIENT-13] people are listed once each, oneself first, with names and colours made safe', async () => {
    const live = openLiveNote(server)
    const tabs = [1, 2].map(() => openLiveNote(server, { identity: { name: 'Zoe', color: '#123456' } }))
    const odd = openLiveNote(server, { identity: { name: '  ', color: 'red;background:url(x)' } })
    await Promise.all([live, ...tabs, odd].map((each) => reaches(each, 'saved')))
    for (const each of [...tabs, odd]) each.awareness.setLocalStateField('cursor', { place: 1 })
    await vi.waitFor(() => expect(live.awareness.getStates().size).toBe(4))
    const people = live.participants.getSnapshot()
    expect(people.map(({ name, color, isSelf }) => [name, color, isSelf])).toEqual([
      ['Ada', '#0b6a66', true],
      ['Guest', '#6b7280', false],
      ['Zoe', '#123456', false],
    ])
    expect(live.participants.getSnapshot()).toBe(people)
  })

  it('[CLIENT-14] a reader sends no presence and no barriers, and is live as soon as the text is there', async () => {
    const writer = openLiveNote(server)
    await reaches(writer, 'saved')
    type(writer, 'to be read')
    await reaches(writer, 'saved')
    server.received.length = 0
    const reader = openLiveNote(server, { mayWrite: false })
    await reaches(reader, 'saved')
    expect(textOf(reader.doc)).toContain('to be read')
    expect(reader.getSnapshot().notice.text).toBe('Live')
    expect(server.received.map((frame) => frame.kind).sort()).toEqual(['status', 'step1', 'step2'])
  })

  it('[CLIENT-21] presence of a closed note is taken back', async () => {
    const live = openLiveNote(server)
    const other = openLiveNote(server)
    await Promise.all([reaches(live, 'saved'), reaches(other, 'saved')])
    other.awareness.setLocalStateField('cursor', { place: 1 })
    await vi.waitFor(() => expect(live.awareness.getStates().size).toBe(2))
    other.dispose()
    await vi.waitFor(() => expect(live.awareness.getStates().size).toBe(1))
  })
})
