/** What is said of a person in a note. */
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

/** The first letters of the first and the last word, whole characters even beyond the basic plane. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}
