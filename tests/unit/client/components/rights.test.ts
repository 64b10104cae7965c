import { describe, expect, it } from 'vitest'
import {
  rightsOnEvent,
  rightsOnPart,
  roleOnWholeEvent,
  rolesToGrant,
} from '../../../../client/components/rights.ts'
import { sampleEventDetail, sampleSession, sampleTrack } from '../programme-samples.ts'

describe('rights', () => {
  it('[PAGE-10] a lead of one track is not offered what would change the whole event', () => {
    const event = sampleEventDetail({
      role: 'lead',
      tracks: [sampleTrack({ role: 'lead' }), sampleTrack({ id: 't2', role: 'reader' })],
    })
    expect(roleOnWholeEvent(event)).toBe('reader')
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
    expect(rightsOnEvent(sampleEventDetail({ role: 'organizer' }))).toEqual(all)
    const led = sampleEventDetail({ role: 'lead', sessions: [sampleSession({ role: 'lead' })] })
    expect(rightsOnEvent(led)).toEqual({
      ...all,
      importProgramme: false,
      publish: false,
      redactNames: false,
      audit: false,
      remove: false,
    })
  })

  it('[PAGE-10] a part that the asker holds nothing on means nothing on the whole', () => {
    const event = sampleEventDetail({ role: 'scribe', tracks: [sampleTrack({ role: null })] })
    expect(roleOnWholeEvent(event)).toBeNull()
    expect(rightsOnEvent(event).exportAll).toBe(true)
  })

  it('[PAGE-11] a role hands out itself and weaker ones, and only leads and organisers hand out any', () => {
    expect(rolesToGrant('organizer')).toEqual(['organizer', 'lead', 'scribe', 'reviewer', 'reader'])
    expect(rolesToGrant('lead')).toEqual(['lead', 'scribe', 'reviewer', 'reader'])
    expect(rolesToGrant('scribe')).toEqual([])
    expect(rolesToGrant(null)).toEqual([])
    expect(rightsOnPart('scribe')).toEqual({ edit: false, share: false, seeEmails: false, remove: false })
  })
})
