import { expect, test } from 'vitest'
import { eventToJson } from '../../../../server/export/event-json.ts'
import { EventFile } from '../../../../shared/contracts/event-file.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import type { DocNode } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, SAMPLE_IMAGE_ID, SAMPLE_IMAGES, sampleTrack } from '../../../support/export-event.ts'
import { wildEvent } from '../../../support/wild-event.ts'

const fileOf = (json: string) => EventFile.parse(JSON.parse(json))

test('[FMT-8] an event as JSON is what its contract says, with every id, time, text and picture', async () => {
  const json = eventToJson(sampleEvent(), SAMPLE_IMAGES)
  await expect(json).toMatchFileSnapshot('../../../fixtures/formats/event.json')
  const file = fileOf(json)
  const session = file.tracks[0]?.sessions[0]
  expect(session).toMatchObject({
    guid: '4f6d0c52-2d0f-4b8a-9d2c-3c1f5f0a0001',
    start: '2019-09-09T09:00:00.000Z',
    stage: 'final',
    stageSince: '2019-09-20T12:00:00.000Z',
  })
  expect(session?.notes?.text).toBe('Points\n------\n\n  • one\n    • two\n')
  expect(file.images.map(({ id, mediaType }) => [id, mediaType])).toEqual([
    ['imgmissing000001', null],
    [SAMPLE_IMAGE_ID, 'image/png'],
  ])
})

test('[FMT-8] its documents are documents still, and hold nothing off the record', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const json = eventToJson(wildEvent(seed))
    expect(json).not.toContain('SECRETWORD')
    for (const { sessions } of fileOf(json).tracks) {
      for (const { summary } of sessions) {
        const doc = summary?.doc as DocNode
        expect(parseDoc(doc)).toMatchObject({ type: 'doc' })
      }
    }
  }
})

test('[FMT-8] is the same bytes however the fields of a document are ordered, and has no field that the contract lacks', () => {
  const reversed = <Value>(value: Value): Value => {
    if (Array.isArray(value)) return value.map(reversed) as Value
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, reversed(inner as unknown)]),
    ) as Value
  }
  const event = sampleEvent()
  expect(eventToJson(reversed(event))).toBe(eventToJson(event))
  const leads = [{ name: 'Ada', affiliation: null, email: 'ada@example.org' }]
  const json = eventToJson(sampleEvent({ tracks: [sampleTrack({ leads })] }))
  expect(json).not.toContain('@')
  expect(() => EventFile.parse({ ...fileOf(json), more: 1 })).toThrow(/more/)
})
