/**
 * What the pages offer to whom. The server decides again on every request; this only keeps what would be refused off
 * the screen. Implements PAGE-10 and PAGE-11.
 */
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { mayGrant, roleAllows, ROLES, type Role } from '../../shared/domain/access.ts'

export interface EventRights {
  readonly edit: boolean
  readonly importProgramme: boolean
  readonly share: boolean
  readonly exportAll: boolean
  /** Its actions and decisions in one list. */
  readonly minutes: boolean
  /** What the summaries still need, of those parts that one writes. */
  readonly board: boolean
  readonly publish: boolean
  /** Taking names of people out for good. */
  readonly redactNames: boolean
  /** Who has which role, of those parts that one leads. */
  readonly people: boolean
  readonly audit: boolean
  readonly remove: boolean
}

/** Rights on the event itself. `event.role` is the strongest role anywhere in it, so a lead of one track has it too. */
export function rightsOnEvent(event: EventDetail): EventRights {
  const { ownRole: role } = event
  return {
    edit: roleAllows(role, 'programme.edit'),
    importProgramme: roleAllows(role, 'programme.import'),
    share: roleAllows(role, 'link.manage'),
    exportAll: roleAllows(event.role, 'event.export'),
    minutes: roleAllows(role, 'event.export'),
    board: roleAllows(event.role, 'summary.submit'),
    publish: roleAllows(role, 'event.publish'),
    redactNames: roleAllows(role, 'name.redact'),
    people: roleAllows(event.role, 'people.manage'),
    audit: roleAllows(role, 'audit.read'),
    remove: role === 'organizer',
  }
}

export interface PartRights {
  readonly edit: boolean
  readonly share: boolean
  readonly seeEmails: boolean
  readonly remove: boolean
}

/** Rights on one track or session. */
export function rightsOnPart(role: Role | null): PartRights {
  return {
    edit: roleAllows(role, 'programme.edit'),
    share: roleAllows(role, 'link.manage'),
    seeEmails: roleAllows(role, 'people.emails'),
    remove: roleAllows(role, 'programme.edit'),
  }
}

/** The roles that a holder of `role` may hand out, strongest first. */
export function rolesToGrant(role: Role | null): readonly Role[] {
  return ROLES.filter((given) => mayGrant(role, given))
}
