/** What is said of a person in a note. */
import type { RoomStatus } from '../../shared/protocol/codec.ts'
import type { Activity, Participant } from '../collab/participants.ts'

const ACTIVITY_TEXTS: Readonly<Record<Activity, string>> = {
  editing: 'editing',
  here: 'here',
  idle: 'idle',
}

export function nameOf(person: Participant): string {
  return person.isSelf ? `${person.name} (you)` : person.name
}

/** Such as `editing, 2 tabs`. */
export function activityText({ activity, tabs }: Pick<Participant, 'activity' | 'tabs'>): string {
  return tabs > 1 ? `${ACTIVITY_TEXTS[activity]}, ${tabs} tabs` : ACTIVITY_TEXTS[activity]
}

/**
 * Who reads along without being named: others alone are counted. `isReader`: the server counts the asker among the
 * readers. Empty when there is nothing to say.
 */
export function readersText(
  { readers, writers }: Pick<RoomStatus, 'readers' | 'writers'>,
  { isReader }: { readonly isReader: boolean },
): string {
  const others = isReader ? readers - 1 : readers
  if (others > 0) return `${others} reading`
  return isReader && writers === 0 ? 'only you' : ''
}

/** How many are listed, as the button of the list says it. */
export function peopleText(people: readonly Participant[]): string {
  if (people.length > 1) return `${people.length} people`
  return people.some(({ isSelf }) => isSelf) ? 'only you' : '1 person'
}

/** The first letters of the first and the last word, whole characters even beyond the basic plane. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}
