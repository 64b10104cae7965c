import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { NoteVersionInfo } from '../../../shared/contracts/history.ts'
import { deleteVersion, nameVersion } from '../../api/history.ts'
import { timelineQuery } from './queries.ts'
import { notifyProblem } from '../../components/notify.ts'
import type { Outcome } from './OutcomeBar.tsx'
import { PlaceEntry } from './PlaceEntry.tsx'
import classes from './StepList.module.css'
import { versionsNewestFirst, type TimeLineState } from './use-time-line.ts'

/** The places with a name. Deleting one takes only the name away, and can be taken back. */
export function NamedPlaces({
  line,
  showsEmpty,
  onDone,
}: {
  readonly line: TimeLineState
  /** Whether to say so when there are none. */
  readonly showsEmpty: boolean
  readonly onDone: (outcome: Outcome) => void
}) {
  const client = useQueryClient()
  const { note, timeline, at, isNewest, words } = line
  const versions = versionsNewestFirst(timeline.versions)
  const refresh = () => client.invalidateQueries({ queryKey: timelineQuery(note.id).queryKey })
  const deleting = useMutation({
    mutationFn: (version: NoteVersionInfo & { readonly id: string }) => deleteVersion(note.id, version.id),
    onSuccess: async (_nothing, { name, seq }) => {
      await refresh()
      onDone({
        text: `The name “${name}” is deleted. The place itself stays.`,
        undo: async () => {
          await nameVersion(note.id, { name, seq })
          await refresh()
          return `The place is called “${name}” again.`
        },
      })
    },
    onError: (error) => notifyProblem('The name was not deleted.', error),
  })

  if (versions.length === 0) {
    return showsEmpty ? (
      <p className={classes.hint}>No place has a name yet. Go to one, then choose “Name this place”.</p>
    ) : null
  }
  return (
    <section aria-label="Named places">
      <h3 className={classes.day}>Named places</h3>
      <ul className={classes.entries}>
        {versions.map((version) => {
          const { id, name, seq, by } = version
          return (
            <PlaceEntry
              key={id ?? `${version.kind} ${seq}`}
              line={line}
              seq={seq}
              chosen={!isNewest && at === seq}
              label={name}
              detail={`${words.timeOf(version.at)}${by === null ? '' : `, named by ${by}`}`}
              onChoose={() => line.go({ at: seq })}
            >
              {id !== null && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Delete the name “${name}”`}
                  disabled={deleting.isPending}
                  onClick={() => deleting.mutate({ ...version, id })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </PlaceEntry>
          )
        })}
      </ul>
    </section>
  )
}
