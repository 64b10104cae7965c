import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NameReport } from '../../../shared/contracts/names.ts'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { redactNames } from '../../api/names.ts'
import { refreshProgramme } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { explainError } from '../../components/explain-error.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { useJob } from '../../components/use-job.ts'
import classes from './NamesDialog.module.css'
import { historyWords, isFound, namesIn, noteWords, placeWords, publicationWords } from './name-words.ts'

/** Takes a name out of an event for good, after it was told where it is and what that needs. */
export function NamesDialog({
  event,
  onClosed,
}: {
  readonly event: EventDetail
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [allHistories, setAllHistories] = useState(false)
  const [keepOnList, setKeepOnList] = useState(true)
  const names = namesIn(text)
  const choice = { names, keepOnList, histories: allHistories ? 'all' : 'found' } as const
  const looking = useJob((_: null, { job, signal }) =>
    redactNames(event.slug, { ...choice, dryRun: true, job }, signal),
  )
  const removing = useJob((_: null, { job }) => redactNames(event.slug, { ...choice, dryRun: false, job }))
  const found = looking.done?.result
  const error = removing.error ?? looking.error
  return (
    <Dialog title="Remove a name" onClosed={onClosed}>
      {(close) =>
        removing.done ? (
          <Done report={removing.done.result} close={close} />
        ) : removing.isRunning ? (
          <JobProgress progress={removing.progress} onCancel={null} />
        ) : looking.isRunning ? (
          <JobProgress progress={looking.progress} onCancel={looking.cancel} />
        ) : (
          <form
            className={form.form}
            onSubmit={(submitted) => {
              submitted.preventDefault()
              if (found) removing.start(null, { onSuccess: () => void refreshProgramme(client) })
              else looking.start(null)
            }}
          >
            {found ? (
              <>
                <Found report={found} zone={event.timeZone} />
                <label className={form.check}>
                  <input
                    type="checkbox"
                    checked={keepOnList}
                    onChange={(change) => setKeepOnList(change.currentTarget.checked)}
                  />
                  <span>
                    Leave it out of exports, too, when somebody writes it again. For that the name stays in
                    one place: the event’s list of names that exports leave out.
                  </span>
                </label>
              </>
            ) : (
              <>
                <p className={form.hint}>
                  When somebody asks to be taken out of “{event.title}”. First you are shown where the name
                  is; nothing is changed by looking.
                </p>
                <Textarea
                  label="Name, and other spellings of it"
                  description="One a line. Case does not matter; the first name or surname alone is found only when it has a line of its own."
                  value={text}
                  autosize
                  minRows={2}
                  maxRows={6}
                  required
                  data-autofocus
                  onChange={(change) => setText(change.currentTarget.value)}
                />
                <label className={form.check}>
                  <input
                    type="checkbox"
                    checked={allHistories}
                    onChange={(change) => setAllHistories(change.currentTarget.checked)}
                  />
                  <span>
                    End the history of every note, also where the name is not found: one that was typed with
                    corrections and deleted again may not be.
                  </span>
                </label>
              </>
            )}
            <FormMessage message={error ? explainError(error).detail : undefined} />
            <div className={form.actions}>
              <Button variant="default" onClick={found ? () => looking.reset() : close}>
                {found ? 'Back' : 'Cancel'}
              </Button>
              {found ? (
                <Button type="submit" color="red" disabled={!isFound(found) && !keepOnList}>
                  Remove for good
                </Button>
              ) : (
                <Button type="submit" disabled={names.length === 0}>
                  Look for it
                </Button>
              )}
            </div>
          </form>
        )
      }
    </Dialog>
  )
}

function Found({ report, zone }: { readonly report: NameReport; readonly zone: string }) {
  const { places, notes, publications } = report
  if (!isFound(report)) return <p>It is nowhere in this event.</p>
  return (
    <div className={classes.found}>
      {places.length > 0 && (
        <section>
          <h3>Replaced by “[name removed]”</h3>
          <ul>
            {places.map((one) => (
              <li key={one.place}>{placeWords(one)}</li>
            ))}
          </ul>
        </section>
      )}
      {notes.length > 0 && (
        <section>
          <h3>Notes</h3>
          <ul>
            {notes.map((note) => (
              <li key={note.noteId} dir="auto">
                {noteWords(note)}
              </li>
            ))}
          </ul>
          <p>{historyWords(notes)}</p>
        </section>
      )}
      {publications.length > 0 && (
        <section>
          <h3>Publications whose files are deleted</h3>
          <ul>
            {publications.map((publication) => (
              <li key={publication.number}>{publicationWords(publication, zone)}</li>
            ))}
          </ul>
        </section>
      )}
      <p className={form.hint}>{BEYOND}</p>
    </div>
  )
}

const BEYOND =
  'This cannot reach copies on people’s devices, what was downloaded, sent by mail or copied by feeds and search engines, backups, nor the name of an account. Saving may pause for some seconds while the database is written anew. It cannot be undone.'

function Done({ report: { problems }, close }: { readonly report: NameReport; readonly close: () => void }) {
  return (
    <div className={form.form}>
      <output>{problems.length === 0 ? 'The name is removed.' : 'Not everything worked:'}</output>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <p className={form.hint}>
        Backups that were made before still have it. So have copies that people downloaded.
      </p>
      <div className={form.actions}>
        <Button onClick={close} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  )
}
