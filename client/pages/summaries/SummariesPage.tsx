import { Button, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import type { BoardRow } from '../../../shared/contracts/board.ts'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { MINUTE_MS } from '../../../shared/domain/time.ts'
import { remindLeads } from '../../api/events.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { boardQuery, eventQuery, meQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import list from '../../components/GroupedRows.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { notifyDone, notifyProblem, notifyTrouble } from '../../components/notify.ts'
import { rightsOnEvent } from '../../components/rights.ts'
import { STAGE_NAMES, STAGE_TONES } from '../../components/stage-words.ts'
import { formatDay, formatMoment } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import { findingText, isSerious, quoteOf } from './finding-words.ts'
import { countStages, groupRows, type View } from './group-rows.ts'
import { sentText } from './sent-words.ts'
import classes from './SummariesPage.module.css'

const VIEW_NAMES: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Not final' },
  { value: 'review', label: 'In review' },
  { value: 'final', label: 'Final' },
]

/** How far the summaries of an event are, and what each still needs. */
export function SummariesPage() {
  const { event: slug } = useParams<'/e/:event/summaries'>()
  const event = useQuery(eventQuery(slug))
  const board = useQuery({ ...boardQuery(slug), refetchInterval: MINUTE_MS })
  usePageTitle(event.data ? `Summaries: ${event.data.title}` : null)
  if (event.isError || board.isError) {
    const { error, refetch } = event.isError ? event : board
    return <ErrorState error={error} headingLevel={1} onRetry={() => void refetch()} />
  }
  if (event.isPending || board.isPending) return <PageSkeleton rows={8} />
  return <Board event={event.data} rows={board.data.rows} />
}

function Board({ event, rows }: { readonly event: EventDetail; readonly rows: readonly BoardRow[] }) {
  const [view, setView] = useState<View>('all')
  const groups = groupRows(rows, view)
  const { all, none, draft, review, final } = countStages(rows)
  const due = [
    event.reviewDue && `in review by ${formatDay(event.reviewDue, 'long')}`,
    event.finalDue && `final by ${formatDay(event.finalDue, 'long')}`,
  ].filter((part) => part !== null)
  return (
    <Page>
      <PageHead
        crumbs={[{ title: event.title, href: `/e/${event.slug}` }]}
        title="Summaries"
        actions={<RemindButton event={event} />}
      >
        <p>
          {final} of {all} final, {review} in review, {draft} drafts, {none} without a text
        </p>
        {due.length > 0 && <p>Due {due.join(', ')}</p>}
      </PageHead>
      <SegmentedControl
        className={classes.views}
        size="xs"
        aria-label="Summaries to show"
        data={VIEW_NAMES.map(({ value, label }) => ({ value, label }))}
        value={view}
        onChange={setView}
      />
      {groups.length === 0 && (
        <EmptyState title="None of them">Choose another view to see the other summaries.</EmptyState>
      )}
      {groups.map(({ trackId, rows: own }) => (
        <section key={trackId ?? ''} className={list.group} aria-labelledby={`track-${trackId}`}>
          <h2 id={`track-${trackId}`} className={list.title}>
            {event.tracks.find(({ id }) => id === trackId)?.title ?? 'Outside the tracks'}
          </h2>
          <ul className={list.rows}>
            {own.map((row) => (
              <Row key={row.summaryId} row={row} slug={event.slug} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

/** For those who may change the event, when there is something to remind of and a server that can. */
function RemindButton({ event }: { readonly event: EventDetail }) {
  const me = useQuery(meQuery)
  const sending = useMutation({
    mutationFn: () => remindLeads(event.slug),
    onSuccess: (report) => {
      if (report.failed.length === 0) notifyDone(sentText(report))
      else notifyTrouble('Not everybody was reminded.', sentText(report))
    },
    onError: (error) => notifyProblem('Nobody was reminded.', error),
  })
  const hasDay = event.reviewDue !== null || event.finalDue !== null
  if (!me.data?.sendsMail || !hasDay || !rightsOnEvent(event).edit) return null
  return (
    <Button
      variant="default"
      leftSection={<IconMail size={16} />}
      loading={sending.isPending}
      onClick={() => sending.mutate()}
    >
      Remind the leads
    </Button>
  )
}

function Row({ row, slug }: { readonly row: BoardRow; readonly slug: string }) {
  const { trackId, sessionId, title, people, stage, since, words, findings } = row
  const href = sessionId === null ? `/e/${slug}/t/${trackId}` : `/e/${slug}/s/${sessionId}`
  const facts = [
    people.join(', '),
    words > 0 ? `${words.toLocaleString('en')} words` : '',
    since ? `since ${formatMoment(since.at)}${since.by === null ? '' : `, ${since.by}`}` : '',
  ].filter((fact) => fact !== '')
  return (
    <li className={list.row}>
      <p>
        <Link href={href}>{sessionId === null ? 'Summary of the whole track' : title}</Link>{' '}
        {(words > 0 || stage !== 'draft') && <Badge tone={STAGE_TONES[stage]}>{STAGE_NAMES[stage]}</Badge>}
      </p>
      {facts.length > 0 && <p className={list.facts}>{facts.join(' · ')}</p>}
      {findings.length > 0 && (
        <ul className={classes.findings} aria-label="What it needs">
          {withKeys(findings, (finding) => `${finding.kind} ${finding.quote}`).map(({ key, item }) => (
            <li key={key}>
              <Badge tone={isSerious(item) ? 'danger' : 'warn'}>{findingText(item, row)}</Badge>
              {quoteOf(item) !== null && <q className={classes.quote}>{quoteOf(item)}</q>}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
