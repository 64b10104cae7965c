import { describe, expect, it } from 'vitest'
import {
  ACTIONS,
  can,
  mayGrant,
  roleAllows,
  roleOn,
  ROLES,
  type Action,
  type Grant,
  type Role,
  type Scope,
  type Target,
} from '../../../../shared/domain/access.ts'

const NOW = 1_000_000

/** Every cell: a new role or action does not compile until its row or column is filled in. */
const MAY: Record<Action, Record<Role, boolean>> = {
  'event.create': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'user.create': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'programme.read': { organizer: true, lead: true, scribe: true, reviewer: true, reader: true },
  'programme.edit': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'programme.import': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'people.emails': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'note.read': { organizer: true, lead: true, scribe: true, reviewer: true, reader: true },
  'note.write': { organizer: true, lead: true, scribe: true, reviewer: false, reader: false },
  'note.import': { organizer: true, lead: true, scribe: true, reviewer: false, reader: false },
  'note.history': { organizer: true, lead: true, scribe: true, reviewer: false, reader: false },
  'note.comment': { organizer: true, lead: true, scribe: true, reviewer: true, reader: false },
  'summary.submit': { organizer: true, lead: true, scribe: true, reviewer: false, reader: false },
  'summary.decide': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'link.manage': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'people.manage': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'guest.remove': { organizer: true, lead: true, scribe: false, reviewer: false, reader: false },
  'event.export': { organizer: true, lead: true, scribe: true, reviewer: true, reader: true },
  'event.publish': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'name.redact': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'audit.read': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
  'user.manage': { organizer: true, lead: false, scribe: false, reviewer: false, reader: false },
}

const GIVES: Record<Role, Record<Role, boolean>> = {
  organizer: { organizer: true, lead: true, scribe: true, reviewer: true, reader: true },
  lead: { organizer: false, lead: true, scribe: true, reviewer: true, reader: true },
  scribe: { organizer: false, lead: false, scribe: false, reviewer: false, reader: false },
  reviewer: { organizer: false, lead: false, scribe: false, reviewer: false, reader: false },
  reader: { organizer: false, lead: false, scribe: false, reviewer: false, reader: false },
}

const SCOPES: Record<string, Scope> = {
  site: { type: 'site', id: '' },
  event: { type: 'event', id: 'e1' },
  track: { type: 'track', id: 't1' },
  session: { type: 'session', id: 's1' },
  note: { type: 'note', id: 'n1' },
  'other event': { type: 'event', id: 'e2' },
  'other track': { type: 'track', id: 't2' },
  'id of another level': { type: 'track', id: 'e1' },
}

const TARGETS: Record<string, Target> = {
  site: {},
  event: { event: 'e1' },
  track: { event: 'e1', track: 't1' },
  session: { event: 'e1', track: 't1', session: 's1' },
  note: { event: 'e1', track: 't1', session: 's1', note: 'n1' },
  'session without track': { event: 'e1', session: 's9' },
}

const HOLDS: Record<string, readonly string[]> = {
  site: Object.keys(TARGETS),
  event: ['event', 'track', 'session', 'note', 'session without track'],
  track: ['track', 'session', 'note'],
  session: ['session', 'note'],
  note: ['note'],
  'other event': [],
  'other track': [],
  'id of another level': [],
}

function grant(role: Role, scope: Scope = { type: 'site', id: '' }, expiresAt: number | null = null): Grant {
  return { role, scope, expiresAt }
}

describe('roles', () => {
  for (const action of ACTIONS) {
    for (const role of ROLES) {
      const may = MAY[action][role]
      it(`[AUTH-1] a ${role} ${may ? 'may' : 'may not'} do ${action}`, () => {
        expect(roleAllows(role, action)).toBe(may)
        expect(can({ grants: [grant(role)], action, target: {}, now: NOW })).toBe(may)
      })
    }
  }

  it('[AUTH-1] without a role nothing is allowed', () => {
    for (const action of ACTIONS) {
      expect(roleAllows(null, action)).toBe(false)
      expect(can({ grants: [], action, target: {}, now: NOW })).toBe(false)
    }
  })

  for (const [name, scope] of Object.entries(SCOPES)) {
    for (const [targetName, target] of Object.entries(TARGETS)) {
      const holds = HOLDS[name]?.includes(targetName) ?? false
      it(`[AUTH-2] a right on ${name} ${holds ? 'holds' : 'does not hold'} on ${targetName}`, () => {
        expect(roleOn([grant('scribe', scope)], target, NOW)).toBe(holds ? 'scribe' : null)
      })
    }
  }

  it('[AUTH-3] of several rights that hold the strongest decides, whatever their order', () => {
    const weak = grant('reader', SCOPES['session'])
    const strong = grant('lead', SCOPES['event'])
    const elsewhere = grant('organizer', SCOPES['other event'])
    const target = TARGETS['session'] ?? {}
    expect(roleOn([weak, strong, elsewhere], target, NOW)).toBe('lead')
    expect(roleOn([elsewhere, strong, weak], target, NOW)).toBe('lead')
  })

  it('[AUTH-3] a right holds up to the last millisecond before its end', () => {
    const grants = [grant('lead', undefined, NOW), grant('reader')]
    expect(roleOn(grants, {}, NOW - 1)).toBe('lead')
    expect(roleOn(grants, {}, NOW)).toBe('reader')
  })

  for (const holder of ROLES) {
    for (const given of ROLES) {
      const may = GIVES[holder][given]
      it(`[AUTH-4] a ${holder} ${may ? 'may' : 'may not'} make somebody a ${given}`, () => {
        expect(mayGrant(holder, given)).toBe(may)
      })
    }
  }

  it('[STAGE-3] nobody changes the text of a final summary; everything else goes on', () => {
    const target = { ...TARGETS['note'], isFinal: true }
    const may = (action: Action) => can({ grants: [grant('organizer')], action, target, now: NOW })
    expect(ACTIONS.filter((action) => !may(action))).toEqual(['note.write', 'note.import'])
  })

  it('[AUTH-4] nobody without a role gives one', () => {
    for (const given of ROLES) expect(mayGrant(null, given)).toBe(false)
  })
})
