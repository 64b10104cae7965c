/** What is said of somebody who is to be removed from a note, and of what came of it. */
import type { NoteParticipant, Removal, RollbackReach } from '../../../shared/contracts/guests.ts'
import { formatClock, formatMoment } from '../../components/times.ts'

/** Somebody as the note shows them. Two may look alike: the server alone tells them apart. */
export interface SoughtPerson {
  readonly name: string
  readonly color: string
}

/** The one who looks like the person that was chosen; null when nobody does, or several do. */
export function findSought(
  participants: readonly NoteParticipant[],
  sought: SoughtPerson | null,
): NoteParticipant | null {
  if (!sought) return null
  const alike = participants.filter(
    (one) => nameOfParticipant(one) === sought.name && one.color === sought.color,
  )
  return alike.length === 1 ? (alike[0] ?? null) : null
}

export function nameOfParticipant({ name }: Pick<NoteParticipant, 'name'>): string {
  return name ?? 'Guest'
}

/** Such as `here now · guest · 12 changes, 14:02–14:20`. */
export function describeParticipant({ kind, isHere, wrote }: NoteParticipant, zone: string): string {
  const parts = [isHere ? 'here now' : 'not here', KIND_WORDS[kind]]
  if (wrote) {
    const from = formatMoment(wrote.from, zone)
    const to = formatClock(wrote.to, zone)
    const changes = wrote.changes === 1 ? '1 change' : `${wrote.changes} changes`
    parts.push(from.endsWith(to) ? `${changes}, ${from}` : `${changes}, ${from}–${to}`)
  } else {
    parts.push('wrote nothing here')
  }
  return parts.join(' · ')
}

const KIND_WORDS: Readonly<Record<NoteParticipant['kind'], string>> = {
  guest: 'guest',
  account: 'account',
  token: 'API token',
  link: 'a program with an access link',
}

/** Why somebody cannot be chosen; null: they can. */
export function obstacleWords({ obstacle }: NoteParticipant): string | null {
  if (obstacle === 'self') return 'This is you.'
  if (obstacle === 'stronger') return 'Has a stronger role than you.'
  return null
}

export const REACH_WORDS: Readonly<Record<RollbackReach, string>> = {
  none: 'Leave it as it is',
  note: 'Take it back in this note',
  event: 'Take it back in all notes of this event that you look after',
}

/** What came of it, in one sentence or two. */
export function removalWords(name: string, { ended, revoked, notes }: Removal): string {
  const count = (outcome: Removal['notes'][number]['outcome']): number =>
    notes.filter((note) => note.outcome === outcome).length
  const words = [
    ended ? `${name} is out.` : null,
    revoked > 0 ? `${revoked === 1 ? '1 link is' : `${revoked} links are`} revoked.` : null,
    count('rolledBack') > 0
      ? `What they wrote is taken back in ${count('rolledBack') === 1 ? '1 note' : `${count('rolledBack')} notes`}; the time line still has it.`
      : null,
    notes.length > 0 && count('unchanged') === notes.length ? 'There was nothing to take back.' : null,
    count('final') > 0
      ? `${count('final')} final ${count('final') === 1 ? 'summary stays' : 'summaries stay'} as they are.`
      : null,
    count('failed') > 0 ? `In ${count('failed')} notes it did not work: try again.` : null,
  ]
  return words.filter((word) => word !== null).join(' ')
}
