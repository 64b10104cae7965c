/** The time line of one document: what it says at a place beside the list of all places, and what was deleted. */
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { NoteTimeline } from '../../../shared/contracts/history.ts'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { SECOND_MS } from '../../../shared/domain/time.ts'
import { timelineQuery } from './queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { DeletedText } from './DeletedText.tsx'
import { OutcomeBar, type Outcome } from './OutcomeBar.tsx'
import { StateReader } from './StateReader.tsx'
import { StepList } from './StepList.tsx'
import classes from './TimeLine.module.css'
import { useTimeLine } from './use-time-line.ts'

/** How often it is asked whether somebody wrote more. */
const REFRESH_MS = 20 * SECOND_MS

export function TimeLine({ note, zone }: { readonly note: NoteInfo; readonly zone: string }) {
  const timeline = useQuery({ ...timelineQuery(note.id), staleTime: 0, refetchInterval: REFRESH_MS })
  // What is on screen stays when a later refresh fails.
  if (timeline.data) {
    if (timeline.data.steps.length > 0)
      return <WrittenTimeLine note={note} zone={zone} timeline={timeline.data} />
    return (
      <EmptyState title="Nothing was written here yet">
        As soon as somebody types, every minute of it can be seen here.
      </EmptyState>
    )
  }
  if (timeline.isError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
  return <PageSkeleton rows={4} />
}

type Tab = 'text' | 'deleted'

function WrittenTimeLine({
  note,
  zone,
  timeline,
}: {
  readonly note: NoteInfo
  readonly zone: string
  readonly timeline: NoteTimeline
}) {
  const line = useTimeLine({ note, zone, timeline })
  const [tab, setTab] = useState<Tab>('text')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const reader = useRef<HTMLElement>(null)

  function showWhereItWas(lastSeq: number) {
    line.go({ at: lastSeq, other: Math.min(lastSeq + 1, timeline.seq) })
    setTab('text')
    // The panel is hidden until the tab has changed.
    requestAnimationFrame(() => reader.current?.focus())
  }

  return (
    <Tabs value={tab} onChange={(value) => setTab(value === 'deleted' ? 'deleted' : 'text')}>
      <Tabs.List>
        <Tabs.Tab value="text">Text over time</Tabs.Tab>
        <Tabs.Tab value="deleted">Deleted text</Tabs.Tab>
      </Tabs.List>
      <OutcomeBar outcome={outcome} onChange={setOutcome} />
      <Tabs.Panel value="text" className={classes.panel}>
        <div className={classes.columns}>
          <StateReader line={line} frame={reader} onDone={setOutcome} />
          <StepList line={line} onDone={setOutcome} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="deleted" className={classes.panel}>
        {tab === 'deleted' && <DeletedText noteId={note.id} zone={zone} onShow={showWhereItWas} />}
      </Tabs.Panel>
    </Tabs>
  )
}
