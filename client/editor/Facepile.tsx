import { useId, useRef, useState, useSyncExternalStore } from 'react'
import type { RoomStatus } from '../../shared/protocol/codec.ts'
import type { Participant, Participants } from '../collab/participants.ts'
import { readableOn } from './caret.ts'
import type { Following } from './following.ts'
import { PeopleList } from './lazy-parts.ts'
import { activityText, initialsOf, nameOf, peopleText } from './people-words.ts'
import { useDismiss } from './use-dismiss.ts'
import styles from './Facepile.module.css'

const SHOWN_FACES = 5

/** Who is here: a few faces on a button that opens the list of everybody. */
export function Facepile({
  participants,
  room,
  readers,
  following,
  onRemove,
}: {
  readonly participants: Participants
  readonly room: RoomStatus | null
  /** What is said of those who read along. */
  readonly readers: string
  readonly following: Following
  /** Null: the asker may remove nobody. */
  readonly onRemove: ((person: Participant | null) => void) | null
}): React.JSX.Element | null {
  const people = useSyncExternalStore(participants.subscribe, participants.getSnapshot)
  const [isOpen, setOpen] = useState(false)
  const panelId = useId()
  const rootRef = useRef<HTMLDivElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  useDismiss(rootRef, isOpen, (isByKey) => {
    setOpen(false)
    if (isByKey) buttonRef.current?.focus()
  })
  if (people.length === 0) return null
  const shown = people.length > SHOWN_FACES ? people.slice(0, SHOWN_FACES) : people
  const others = people.length - shown.length
  return (
    <div ref={rootRef} className={styles['pile']}>
      <button
        ref={buttonRef}
        type="button"
        className={styles['faces']}
        aria-label={`Who is here: ${peopleText(people)}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {shown.map((person) => (
          <span
            key={person.key}
            data-hint={isOpen ? undefined : `${nameOf(person)}: ${activityText(person)}`}
            className={styles['face']}
            data-activity={person.activity}
            style={{ background: person.color, color: readableOn(person.color) }}
          >
            {initialsOf(person.name)}
          </span>
        ))}
        {others > 0 && <span className={styles['more']}>+{others}</span>}
      </button>
      {isOpen && (
        <PeopleList
          id={panelId}
          people={people}
          room={room}
          readers={readers}
          onFollow={(person) => {
            setOpen(false)
            buttonRef.current?.focus({ preventScroll: true })
            following.start(person)
          }}
          onRemove={
            onRemove &&
            ((person) => {
              setOpen(false)
              // The dialog gives the focus back to where it was.
              buttonRef.current?.focus({ preventScroll: true })
              onRemove(person)
            })
          }
        />
      )}
    </div>
  )
}
