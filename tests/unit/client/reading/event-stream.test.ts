import { describe, expect, it } from 'vitest'
import { createEventParser } from '../../../../client/reading/event-stream.ts'

const STREAM = ': still here\n\nid: a=1\nevent: content\ndata: {"seq":1}\n\nevent: end\ndata: {}\n\n'
const EVENTS = [
  { name: 'content', data: '{"seq":1}' },
  { name: 'end', data: '{}' },
]

describe('reading server-sent events', () => {
  it('[READ-11] events arrive whole however the stream is cut into pieces', () => {
    for (let size = 1; size <= STREAM.length; size++) {
      const parse = createEventParser()
      const events = []
      for (let at = 0; at < STREAM.length; at += size) events.push(...parse(STREAM.slice(at, at + size)))
      expect(events, `pieces of ${size}`).toEqual(EVENTS)
    }
  })

  it('[READ-11] an event that was cut off by the end of the line is not one', () => {
    expect(createEventParser()('event: content\ndata: {"se')).toEqual([])
  })
})
