import { Tooltip } from '@mantine/core'
import '@mantine/core/styles/Tooltip.layer.css'
import { useSyncExternalStore } from 'react'
import type { Participant, Participants } from '../collab/participants.ts'
import { readableOn } from './caret.ts'
import styles from './Facepile.module.css'

const SHOWN_FACES = 5

/** Who is here: a few faces, and everybody by name in a list for those who do not see them. */
export function Facepile({
  participants,
}: {
  readonly participants: Participants
}): React.JSX.Element | null {
  const people = useSyncExternalStore(participants.subscribe, participants.getSnapshot)
  if (people.length === 0) return null
  const shown = people.length > SHOWN_FACES ? people.slice(0, SHOWN_FACES) : people
  const others = people.slice(shown.length)
  return (
    <div className={styles['pile']}>
      <ul className="visually-hidden" aria-label="Who is here">
        {people.map((person) => (
          <li key={person.key}>{nameOf(person)}</li>
        ))}
      </ul>
      <div className={styles['faces']} aria-hidden>
        {shown.map((person) => (
          <Tooltip key={person.key} label={nameOf(person)} withArrow>
            <span
              className={styles['face']}
              style={{ background: person.color, color: readableOn(person.color) }}
            >
              {initialsOf(person.name)}
            </span>
          </Tooltip>
        ))}
        {others.length > 0 && (
          <Tooltip label={others.map(nameOf).join(', ')} withArrow multiline maw={260}>
            <span className={styles['more']}>+{others.length}</span>
          </Tooltip>
        )}
      </div>
    </div>
  )
}

function nameOf(person: Participant): string {
  return person.isSelf ? `${person.name} (you)` : person.name
}

/** The first letters of the first and the last word, whole characters even beyond the basic plane. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}
