import { describe, expect, it } from 'vitest'
import { createEventParser } from '../../../../client/reading/event-stream.ts'
import {
  contentFrame,
  endFrame,
  idLine,
  parsePlaces,
  patchFrame,
} from '../../../../server/publish/live-frames.ts'
import { versionOf } from '../../../../server/publish/note-version.ts'
import type { NoteId } from '../../../../shared/domain/ids.ts'

const note = { id: 'worms' as NoteId, kind: 'notes' } as const
const first = versionOf({
  note,
  seq: 4,
  at: 1_568_020_000_000,
  rendered: '<p>One\n\ntwo</p>',
  previous: null,
})
const second = versionOf({ note, seq: 9, at: null, rendered: '<p>One\n\ntwo, three</p>', previous: first })

describe('frames of the live stream', () => {
  it('[READ-11] a content event carries note, place, time and HTML, line ends included', () => {
    const [event] = createEventParser()(contentFrame(first).toString())
    expect(event?.name).toBe('content')
    expect(JSON.parse(event?.data ?? '')).toEqual({
      note: 'worms',
      seq: 4,
      at: '2019-09-09T09:06:40.000Z',
      html: '<p>One\n\ntwo</p>',
    })
  })

  it('[READ-13] the bytes of an event are made once for all readers', () => {
    expect(contentFrame(first)).toBe(contentFrame(first))
    expect(patchFrame(second)).toBe(patchFrame(second))
  })

  it('[READ-18] a patch names the version that it builds on; the first version has none', () => {
    const [event] = createEventParser()(patchFrame(second)?.toString() ?? '')
    expect(event?.name).toBe('patch')
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ seq: 9, from: 4, html: ', three' })
    expect(patchFrame(first)).toBeNull()
  })

  it('[READ-12] the id of an event says which place of every note the reader has', () => {
    const line = idLine([
      { noteId: 'worms', seq: 9 },
      { noteId: 'snails', seq: 0 },
    ])
    expect(line).toBe('id: worms=9,snails=0\n')
    expect(parsePlaces('worms=9,snails=0')).toEqual(
      new Map([
        ['worms', 9],
        ['snails', 0],
      ]),
    )
  })

  it('[READ-12] a place that cannot be read is no place', () => {
    for (const text of ['', 'worms', 'worms=', 'worms=-1', 'worms=1e9', '=4', 'worms=99999999999999999999']) {
      expect([text, parsePlaces(text)]).toEqual([text, new Map()])
    }
  })

  it('[READ-15] the end of a stream says why', () => {
    const [event] = createEventParser()(endFrame({ code: 'forbidden', detail: 'Over.' }).toString())
    expect(event).toEqual({ name: 'end', data: '{"code":"forbidden","detail":"Over."}' })
  })
})
