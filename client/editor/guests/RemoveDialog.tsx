/** Removes somebody from a note, after saying what that means. */
import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteParticipant, RollbackReach } from '../../../shared/contracts/guests.ts'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { fetchParticipants, removeParticipant } from '../../api/guests.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { explainError } from '../../components/explain-error.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { notifyDone } from '../../components/notify.ts'
import {
  describeParticipant,
  findSought,
  nameOfParticipant,
  obstacleWords,
  REACH_WORDS,
  removalWords,
  type SoughtPerson,
} from './removal-words.ts'
import styles from './RemoveDialog.module.css'

export interface RemoveDialogProps {
  readonly note: NoteInfo
  /** Whom to choose to begin with. */
  readonly sought: SoughtPerson | null
  readonly onClosed: () => void
}

export function RemoveDialog({ note, sought, onClosed }: RemoveDialogProps): React.JSX.Element {
  const list = useQuery({
    queryKey: ['participants', note.id],
    queryFn: ({ signal }) => fetchParticipants(note.id, signal),
    staleTime: 0,
    gcTime: 0,
  })
  const [chosenId, setChosenId] = useState<string | null>(null)
  const participants = list.data?.participants ?? []
  const chosen =
    chosenId === null
      ? findSought(participants, sought)
      : (participants.find(({ id }) => id === chosenId) ?? null)
  return (
    <Dialog title="Remove somebody from this note" onClosed={onClosed}>
      {(close) => {
        if (list.isPending) return <Skeleton height={200} />
        if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        return (
          <RemovalForm
            key={chosen?.id ?? ''}
            note={note}
            participants={participants}
            chosen={chosen}
            onChoose={setChosenId}
            close={close}
          />
        )
      }}
    </Dialog>
  )
}

function RemovalForm({
  note,
  participants,
  chosen,
  onChoose,
  close,
}: {
  readonly note: NoteInfo
  readonly participants: readonly NoteParticipant[]
  readonly chosen: NoteParticipant | null
  readonly onChoose: (id: string) => void
  readonly close: () => void
}): React.JSX.Element {
  const [rollback, setRollback] = useState<RollbackReach>(chosen && chosen.kind !== 'guest' ? 'note' : 'none')
  const [revoked, setRevoked] = useState<readonly string[]>([])
  const removing = useMutation({
    mutationFn: (participant: string) =>
      removeParticipant(note.id, { participant, rollback, revokeLinks: [...revoked] }),
    onSuccess: (removal) => {
      notifyDone(removalWords(chosen ? nameOfParticipant(chosen) : 'Guest', removal))
      close()
    },
  })
  const isGuest = chosen?.kind === 'guest'
  const doesSomething = isGuest || rollback !== 'none' || revoked.length > 0
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen && doesSomething) removing.mutate(chosen.id)
      }}
    >
      <fieldset className={styles['choices']}>
        <legend>Whom</legend>
        {participants.map((one) => (
          <label key={one.id} className={styles['choice']} data-obstacle={one.obstacle ?? undefined}>
            <input
              type="radio"
              name="participant"
              checked={one.id === chosen?.id}
              disabled={one.obstacle !== null}
              onChange={() => onChoose(one.id)}
            />
            <bdi>{nameOfParticipant(one)}</bdi>
            <span className={form.hint}>
              {obstacleWords(one) ?? describeParticipant(one, note.event.timeZone)}
            </span>
          </label>
        ))}
        {participants.length === 0 && <p className={form.hint}>Nobody is here, and nobody wrote anything.</p>}
      </fieldset>
      {chosen && (
        <>
          <p>{isGuest ? GUEST_WORDS : OTHER_WORDS[chosen.kind]}</p>
          <fieldset className={styles['choices']}>
            <legend>What they wrote and deleted</legend>
            {(['none', 'note', 'event'] as const).map((reach) => (
              <label key={reach} className={styles['choice']}>
                <input
                  type="radio"
                  name="rollback"
                  checked={rollback === reach}
                  onChange={() => setRollback(reach)}
                />
                <span>{REACH_WORDS[reach]}</span>
              </label>
            ))}
            {rollback !== 'none' && (
              <p className={form.hint}>
                What they wrote goes, what they deleted comes back, and what others wrote stays. It is a
                change of yours: the time line keeps everything, and an earlier state can be restored from it.
              </p>
            )}
          </fieldset>
          <LinkChoices chosen={chosen} revoked={revoked} onChange={setRevoked} />
        </>
      )}
      <FormMessage message={removing.isError ? explainError(removing.error).detail : undefined} />
      <div className={form.actions}>
        <Button variant="default" onClick={close} data-autofocus>
          Cancel
        </Button>
        <Button type="submit" color="red" disabled={!chosen || !doesSomething} loading={removing.isPending}>
          {chosen && !isGuest ? 'Take back' : 'Remove'}
        </Button>
      </div>
    </form>
  )
}

const GUEST_WORDS =
  'Their login ends at once, in every note that they have open. What stands on their screen stays there, and nothing of it is sent any more.'
const OTHER_WORDS = {
  guest: GUEST_WORDS,
  account: 'This is an account: it loses its role under “People”, not here. What it wrote can be taken back.',
  token: 'This is a program with an API token: the operator revokes it. What it wrote can be taken back.',
  link: 'This is a program with an access link: it stays until the link is revoked. What it wrote can be taken back.',
} as const

/** The link lets them come again, under any name. */
function LinkChoices({
  chosen,
  revoked,
  onChange,
}: {
  readonly chosen: NoteParticipant
  readonly revoked: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}): React.JSX.Element | null {
  const { links, hasOtherLinks } = chosen
  if (links.length === 0 && !hasOtherLinks) return null
  return (
    <fieldset className={styles['choices']}>
      <legend>Access links that they came by</legend>
      <p className={form.hint}>As long as a link works they can come again by it.</p>
      {links.map(({ id, scopeTitle, label, role, others }) => (
        <label key={id} className={styles['choice']}>
          <input
            type="checkbox"
            checked={revoked.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...revoked, id] : revoked.filter((one) => one !== id))
            }
          />
          <bdi>
            Revoke {label === null ? `the ${role} link` : `“${label}”`} to {scopeTitle}
          </bdi>
          <span className={form.hint}>
            {others === 0
              ? 'Nobody else uses it.'
              : `${others === 1 ? '1 other person uses' : `${others} others use`} it and would lose access, too.`}
          </span>
        </label>
      ))}
      {hasOtherLinks && (
        <p className={form.hint}>There are links that you cannot revoke: ask an organiser.</p>
      )}
    </fieldset>
  )
}
