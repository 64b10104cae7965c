import { describe, expect, it } from 'vitest'
import { changedFields } from '../../../../client/pages/edit/changed-fields.ts'
import { namedLinks, namedPeople } from '../../../../client/pages/edit/filled-rows.ts'
import { sessionFieldsOf, sessionValuesOf } from '../../../../client/pages/session/session-values.ts'
import { SessionPatch } from '../../../../shared/contracts/programme.ts'
import { sampleEvent, sampleSession } from '../programme-samples.ts'

const event = sampleEvent({ timeZone: 'Europe/Lisbon' })

describe('edit forms', () => {
  it('[PAGE-20] a patch names what differs and nothing else', () => {
    const before = { title: 'A', hall: null as string | null, speakers: [{ name: 'X' }] }
    expect(changedFields(before, { ...before, speakers: [{ name: 'X' }] })).toEqual({})
    expect(changedFields(before, { ...before, hall: 'One' })).toEqual({ hall: 'One' })
  })

  it('[PAGE-21] a form that nobody touched changes nothing, whatever the session holds', () => {
    const session = sampleSession({
      trackId: 't1',
      start: '2026-07-09T08:00:30.000Z',
      end: null,
      hall: 'One',
      speakers: [
        { name: 'Ida', affiliation: null },
        { name: 'Bo', email: 'bo@example.org' },
      ],
      links: [{ kind: 'slides', title: 'Lost', url: null }],
    })
    const before = sessionFieldsOf(sessionValuesOf(session, event), event.timeZone)
    const after = sessionFieldsOf(sessionValuesOf(session, event), event.timeZone)
    expect(changedFields(before, after)).toEqual({})
  })

  it('[PAGE-21] times are typed by the event’s clocks and sent as instants; emptied fields are sent as null', () => {
    const values = { ...sessionValuesOf(null, event), title: ' New ', start: '2026-07-09T09:00', hall: '  ' }
    const fields = sessionFieldsOf(values, event.timeZone)
    expect(fields).toMatchObject({
      title: 'New',
      start: '2026-07-09T08:00:00.000Z',
      end: null,
      hall: null,
      trackId: null,
    })
    expect(SessionPatch.safeParse(fields).success).toBe(true)
  })

  it('[PAGE-21] a time that is none is not swallowed: the contract names the field', () => {
    const values = { ...sessionValuesOf(null, event), title: 'New', end: 'tomorrow' }
    const parsed = SessionPatch.safeParse(sessionFieldsOf(values, event.timeZone))
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0])).toEqual(['end'])
  })

  it('[PAGE-21] rows that were left empty count for nothing; a link without an address keeps its title', () => {
    expect(namedPeople([{ name: ' ' }, { name: ' Ida ', affiliation: '', email: ' ' }])).toEqual([
      { name: 'Ida', affiliation: null, email: null },
    ])
    expect(
      namedLinks([
        { kind: 'web', title: '', url: ' ' },
        { kind: 'slides', title: 'Lost', url: '' },
      ]),
    ).toEqual([{ kind: 'slides', title: 'Lost', url: null }])
  })
})
