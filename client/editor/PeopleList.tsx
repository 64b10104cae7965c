import { IconUserMinus } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { RoomStatus } from '../../shared/protocol/codec.ts'
import { MAX_LISTED } from '../../shared/protocol/limits.ts'
import type { Participant } from '../collab/participants.ts'
import { readableOn } from './caret.ts'
import { activityText, initialsOf, nameOf } from './people-words.ts'
import styles from './Facepile.module.css'

/** Everybody by name, with what they are doing. Choosing somebody follows them. */
export function PeopleList({
  id,
  people,
  room,
  readers,
  onFollow,
  onRemove,
}: {
  readonly id: string
  readonly people: readonly Participant[]
  readonly room: RoomStatus | null
  /** What is said of those who read along. */
  readonly readers: string
  readonly onFollow: (person: Participant) => void
  /** Null: the asker may remove nobody. It is called with null for somebody who is to be chosen. */
  readonly onRemove: ((person: Participant | null) => void) | null
}): React.JSX.Element {
  const panelRef = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const panel = panelRef.current
    ;(panel?.querySelector<HTMLElement>('button') ?? panel)?.focus()
  }, [])
  const rest = [unlistedText(people, room), readers].filter((part) => part !== '').join(' · ')
  const hasOthers = people.some(({ isSelf }) => !isSelf)
  return (
    <dialog open ref={panelRef} id={id} aria-label="Who is here" tabIndex={-1} className={styles['panel']}>
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.key} className={styles['entry']}>
            {person.isSelf ? (
              <div className={styles['person']}>
                <Person person={person} />
              </div>
            ) : (
              <>
                <button
                  type="button"
                  className={styles['person']}
                  data-person
                  onClick={() => onFollow(person)}
                  onKeyDown={moveFocus}
                >
                  <span className="visually-hidden">Follow </span>
                  <Person person={person} />
                </button>
                {onRemove && (
                  <button
                    type="button"
                    className={styles['remove']}
                    aria-label={`Remove ${person.name} …`}
                    title="Remove …"
                    onClick={() => onRemove(person)}
                  >
                    <IconUserMinus size={18} stroke={1.8} aria-hidden />
                  </button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {rest !== '' && <p className={styles['rest']}>{rest}</p>}
      <p className={styles['rest']}>
        {hasOthers ? 'Choose somebody to follow where they write.' : 'Nobody else is here to write.'}
      </p>
      {onRemove && (
        <button type="button" className={styles['other']} onClick={() => onRemove(null)}>
          Remove somebody who left …
        </button>
      )}
    </dialog>
  )
}

function Person({ person }: { readonly person: Participant }): React.JSX.Element {
  return (
    <>
      <span
        className={styles['face']}
        data-activity={person.activity}
        style={{ background: person.color, color: readableOn(person.color) }}
        aria-hidden
      >
        {initialsOf(person.name)}
      </span>
      <span className={styles['name']} dir="auto">
        {nameOf(person)}
      </span>
      <span className={styles['activity']}>{activityText(person)}</span>
    </>
  )
}

/** Those who write and are counted, not named. */
function unlistedText(people: readonly Participant[], room: RoomStatus | null): string {
  const listed = people.reduce((sum, { tabs }) => sum + tabs, 0)
  const unlisted = listed >= MAX_LISTED ? Math.max(0, (room?.writers ?? 0) - listed) : 0
  return unlisted > 0 ? `and ${unlisted} more` : ''
}

/** The arrows, Home and End go from person to person. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const buttons = [
    ...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLButtonElement>('button[data-person]') ?? []),
  ]
  const at = buttons.indexOf(event.currentTarget)
  const last = buttons.length - 1
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: last,
  }
  const target = targets[event.key]
  if (target === undefined) return
  event.preventDefault()
  buttons[target]?.focus()
}
