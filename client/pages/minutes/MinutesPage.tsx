import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import type { GatheredMinute } from '../../../shared/contracts/minutes.ts'
import { MINUTE_KINDS, MINUTE_NAMES, type MinuteKind } from '../../../shared/schema/minute-words.ts'
import { downloadMinutes } from '../../api/minutes.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, minutesQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import list from '../../components/GroupedRows.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { notifyProblem } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'
import { formatDay } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './MinutesPage.module.css'

const VIEWS = ['action', 'decision', 'question', 'all'] as const
type View = (typeof VIEWS)[number]
const VIEW_NAMES: Readonly<Record<View, string>> = {
  action: 'Actions',
  decision: 'Decisions',
  question: 'Questions',
  all: 'All',
}
const TONES: Readonly<Record<MinuteKind, 'plain' | 'warn' | 'good' | 'accent'>> = {
  question: 'accent',
  answer: 'plain',
  action: 'warn',
  decision: 'good',
}

/** The kinds that a view shows: a question comes with its answers. */
function kindsOf(view: View): readonly MinuteKind[] {
  if (view === 'all') return MINUTE_KINDS
  return view === 'question' ? ['question', 'answer'] : [view]
}

/** Actions, decisions and questions of a whole event, each leading to its place. */
export function MinutesPage() {
  const { event: slug } = useParams<'/e/:event/minutes'>()
  const event = useQuery(eventQuery(slug))
  const minutes = useQuery(minutesQuery(slug))
  usePageTitle(event.data ? `Actions and decisions: ${event.data.title}` : null)
  if (event.isError || minutes.isError) {
    const { error, refetch } = event.isError ? event : minutes
    return <ErrorState error={error} headingLevel={1} onRetry={() => void refetch()} />
  }
  if (event.isPending || minutes.isPending) return <PageSkeleton rows={8} />
  return <Minutes slug={slug} title={event.data.title} minutes={minutes.data.minutes} />
}

function Minutes({
  slug,
  title,
  minutes,
}: {
  readonly slug: string
  readonly title: string
  readonly minutes: readonly GatheredMinute[]
}) {
  const [view, setView] = useState<View>('action')
  const kinds = kindsOf(view)
  const shown = minutes.filter(({ kind }) => kinds.includes(kind))
  const saving = useMutation({
    mutationFn: (format: 'csv' | 'md') => downloadMinutes(slug, { format, kinds }),
    onSuccess: (file, format) => saveFile(file, `${slug}-minutes.${format}`),
    onError: (error) => notifyProblem('The list was not downloaded.', error),
  })
  const download = (format: 'csv' | 'md', label: string) => (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={16} aria-hidden="true" />}
      disabled={shown.length === 0}
      loading={saving.isPending && saving.variables === format}
      onClick={() => saving.mutate(format)}
    >
      {label}
    </Button>
  )
  return (
    <Page>
      <PageHead crumbs={[{ title, href: `/e/${slug}` }]} title="Actions and decisions">
        <p>From the notes and summaries of all sessions, as they are now</p>
      </PageHead>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="What to show"
          data={VIEWS.map((value) => ({ value, label: VIEW_NAMES[value] }))}
          value={view}
          onChange={setView}
        />
        {download('csv', 'CSV')}
        {download('md', 'Markdown')}
      </div>
      {shown.length === 0 && (
        <EmptyState title="Nothing was marked">
          Lines that scribes mark as an action, a decision or a question are gathered here.
        </EmptyState>
      )}
      {groupByPlace(shown).map(({ place, title: name, own }) => (
        <section key={place} className={list.group} aria-labelledby={`place-${place}`}>
          <h2 id={`place-${place}`} className={list.title}>
            {name}
          </h2>
          <ul className={list.rows}>
            {withKeys(own, ({ noteId, text }) => `${noteId} ${text}`).map(({ key, item }) => (
              <Row key={key} minute={item} namesKind={kinds.length > 1} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

function Row({ minute, namesKind }: { readonly minute: GatheredMinute; readonly namesKind: boolean }) {
  const { kind, text, who, due, done, noteKind, path } = minute
  const facts = [
    who,
    due === null ? null : `due ${formatDay(due)}`,
    done === null ? null : done ? 'done' : 'not done',
    noteKind === 'summary' ? 'in the summary' : null,
  ].filter((fact) => fact !== null)
  return (
    <li className={list.row}>
      {namesKind && <Badge tone={TONES[kind]}>{MINUTE_NAMES[kind]}</Badge>} <Link href={path}>{text}</Link>
      {facts.length > 0 && <span className={list.facts}> {facts.join(' · ')}</span>}
    </li>
  )
}

function groupByPlace(minutes: readonly GatheredMinute[]) {
  const groups = new Map<string, { place: string; title: string; own: GatheredMinute[] }>()
  for (const minute of minutes) {
    const place = minute.sessionId ?? minute.trackId ?? ''
    const group = groups.get(place) ?? { place, title: minute.title, own: [] }
    group.own.push(minute)
    groups.set(place, group)
  }
  return [...groups.values()]
}
