import { IconCalendarPlus, IconFileImport, IconFlask } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { createDemo } from '../../api/events.ts'
import { eventQuery, eventsQuery } from '../../app/queries.ts'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import classes from './FirstSteps.module.css'
import { lazyPart } from '../../components/lazy-part.tsx'

const EventDialog = lazyPart(async () => (await import('../event/EventDialog.tsx')).EventDialog)

/** The three ways to an event: from a programme, from the demo, by hand. */
export function FirstSteps() {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [creating, setCreating] = useState(false)
  const demo = useMutation({
    mutationFn: createDemo,
    onSuccess: async (event) => {
      client.setQueryData(eventQuery(event.slug).queryKey, event)
      await client.invalidateQueries({ queryKey: eventsQuery.queryKey, exact: true })
      notifyDone('The demo event is ready.')
      navigate(`/e/${event.slug}`)
    },
    onError: (error) => notifyProblem('The demo event was not made.', error),
  })
  return (
    <>
      <ul className={classes.steps}>
        <li className={classes.step}>
          <Link href="/import" className={classes.action}>
            <StepText icon={<IconFileImport />} title="Import a programme">
              From a saved programme page, a c3voc or pretalx schedule, or an Indico export
            </StepText>
          </Link>
        </li>
        <li className={classes.step}>
          <button
            type="button"
            className={classes.action}
            onClick={() => demo.mutate()}
            disabled={demo.isPending}
          >
            <StepText
              icon={<IconFlask />}
              title={demo.isPending ? 'Making the demo event…' : 'Try the demo event'}
            >
              A conference with tracks, sessions and summaries to look around in
            </StepText>
          </button>
        </li>
        <li className={classes.step}>
          <button type="button" className={classes.action} onClick={() => setCreating(true)}>
            <StepText icon={<IconCalendarPlus />} title="New event">
              Start empty, add tracks and sessions by hand
            </StepText>
          </button>
        </li>
      </ul>
      {creating && <EventDialog event={null} onClosed={() => setCreating(false)} />}
    </>
  )
}

function StepText({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children: string
}) {
  return (
    <>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={classes.title}>{title}</span>
      <span className={classes.detail}>{children}</span>
    </>
  )
}
