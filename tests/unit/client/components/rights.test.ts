import { describe, expect, it } from 'vitest'
import { rightsOnEvent, rightsOnPart, rolesToGrant } from '../../../../client/components/rights.ts'
import { sampleEventDetail, sampleSession, sampleTrack } from '../programme-samples.ts'

describe('rights', () => {
  it('[PAGE-10] a lead of one track is not offered what would change the whole event', () => {
    const event = sampleEventDetail({
      role: 'lead',
      ownRole: 'reader',
      tracks: [sampleTrack({ role: 'lead' }), sampleTrack({ id: 't2', role: 'reader' })],
    })
    expect(rightsOnEvent(event)).toEqual({
      edit: false,
      importProgramme: false,
      share: false,
      exportAll: true,
      minutes: true,
      board: true,
      publish: false,
      redactNames: false,
      people: true,
      audit: false,
      remove: false,
    })
  })

  it('[PAGE-10] an organiser is offered everything, a lead of the whole event all but importing, publishing and deleting', () => {
    const all = {
      edit: true,
      importProgramme: true,
      share: true,
      exportAll: true,
      minutes: true,
      board: true,
      publish: true,
      redactNames: true,
      people: true,
      audit: true,
      remove: true,
    }
    expect(rightsOnEvent(sampleEventDetail({ role: 'organizer', ownRole: 'organizer' }))).toEqual(all)
    const led = sampleEventDetail({ role: 'lead', ownRole: 'lead' })
    expect(rightsOnEvent(led)).toEqual({
      ...all,
      importProgramme: false,
      publish: false,
      redactNames: false,
      audit: false,
      remove: false,
    })
  })

  it('[PAGE-10] who holds something on a part alone takes that along, and has no list of the whole', () => {
    const event = sampleEventDetail({
      role: 'scribe',
      ownRole: null,
      tracks: [sampleTrack({ role: 'scribe' })],
    })
    expect(rightsOnEvent(event).minutes).toBe(false)
    expect(rightsOnEvent(event).exportAll).toBe(true)
  })

  it('[ROLE-17] one who leads all that they see of an event leads no more than that', () => {
    // The own track is all that the server shows.
    const event = sampleEventDetail({
      role: 'lead',
      ownRole: null,
      tracks: [sampleTrack({ role: 'lead' })],
      sessions: [sampleSession({ role: 'lead' })],
    })
    expect(rightsOnEvent(event)).toMatchObject({ edit: false, share: false, minutes: false, people: true })
  })

  it('[PAGE-11] a role hands out itself and weaker ones, and only leads and organisers hand out any', () => {
    expect(rolesToGrant('organizer')).toEqual(['organizer', 'lead', 'scribe', 'reviewer', 'reader'])
    expect(rolesToGrant('lead')).toEqual(['lead', 'scribe', 'reviewer', 'reader'])
    expect(rolesToGrant('scribe')).toEqual([])
    expect(rolesToGrant(null)).toEqual([])
    expect(rightsOnPart('scribe')).toEqual({ edit: false, share: false, seeEmails: false, remove: false })
  })
})
