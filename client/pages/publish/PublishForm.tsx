import { Button, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { PublicationContents } from '../../../shared/contracts/publishing.ts'
import { publishEvent } from '../../api/publications.ts'
import { publicationsQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { useJob } from '../../components/use-job.ts'
import { ContentsView } from './ContentsView.tsx'
import classes from './Publish.module.css'

type Summaries = PublicationContents['summaries']
interface Choice {
  readonly summaries: Summaries
  readonly notes: boolean
}

/** First shows what would become public; then, by the same choice, makes it so. */
export function PublishForm({
  event,
  isPublic,
  isUnsaved,
}: {
  readonly event: EventDetail
  readonly isPublic: boolean
  /** Something that counts for it was changed and not saved. */
  readonly isUnsaved: boolean
}) {
  const client = useQueryClient()
  const [choice, setChoice] = useState<Choice>({ summaries: 'final', notes: false })
  const job = useJob(({ dryRun, ...chosen }: Choice & { readonly dryRun: boolean }, { job: name, signal }) =>
    publishEvent(event.slug, { ...chosen, dryRun, job: name }, signal),
  )
  const preview = job.done?.result.publication === null ? job.done.result.contents : null

  function choose(change: Partial<Choice>) {
    setChoice({ ...choice, ...change })
    job.reset()
  }
  function publish() {
    job.start(
      { ...choice, dryRun: false },
      {
        onSuccess: () => {
          notifyDone('Published.')
          job.reset()
        },
        onSettled: () => {
          void client.invalidateQueries({ queryKey: publicationsQuery(event.slug).queryKey })
        },
      },
    )
  }

  return (
    <section className={classes.section} aria-labelledby="publish-what">
      <h2 id="publish-what">{isPublic ? 'Publish again' : 'Publish'}</h2>
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label="Summaries to publish"
          data={[
            { value: 'final', label: 'Final summaries' },
            { value: 'all', label: 'Drafts too, marked as drafts' },
          ]}
          value={choice.summaries}
          onChange={(summaries) => choose({ summaries })}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={choice.notes}
            onChange={(change) => choose({ notes: change.currentTarget.checked })}
          />{' '}
          Notes too
        </label>
      </div>
      {job.isRunning ? (
        <JobProgress progress={job.progress} onCancel={job.cancel} />
      ) : (
        <>
          <FormMessage message={job.error ? explainError(job.error).detail : undefined} />
          {isUnsaved && <p className={form.hint}>Save the changes above first.</p>}
          <div className={form.actions}>
            <Button
              disabled={isUnsaved}
              variant={preview ? 'default' : 'filled'}
              onClick={() => job.start({ ...choice, dryRun: true })}
            >
              {preview ? 'Look again' : 'See what becomes public'}
            </Button>
            {preview && (
              <Button disabled={isUnsaved} onClick={publish}>
                Publish this
              </Button>
            )}
          </div>
          {preview && <ContentsView contents={preview} event={event} />}
        </>
      )}
    </section>
  )
}
