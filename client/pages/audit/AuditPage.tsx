import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import type { AuditEntry } from '../../../shared/contracts/audit.ts'
import { AUDIT_KIND_NAMES, type AuditKind } from '../../../shared/domain/audit-act.ts'
import { describeAct } from '../../../shared/domain/audit-words.ts'
import { downloadAudit, fetchAudit } from '../../api/audit.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import list from '../../components/GroupedRows.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { notifyProblem } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'
import { formatMoment } from '../../components/times.ts'
import classes from './AuditPage.module.css'

const VIEW_NAMES: Readonly<Record<AuditKind | 'all', string>> = {
  all: 'All',
  people: 'People',
  links: 'Links',
  summaries: 'Summaries',
  publications: 'Publications',
}
const VIEWS = ['all', ...AUDIT_KIND_NAMES] as const

/** The audit log of an event. */
export function EventAuditPage() {
  const { event: slug } = useParams<'/e/:event/audit'>()
  const event = useQuery(eventQuery(slug))
  usePageTitle(event.data ? `Audit log: ${event.data.title}` : null)
  if (event.isError)
    return <ErrorState error={event.error} headingLevel={1} onRetry={() => void event.refetch()} />
  if (event.isPending) return <PageSkeleton rows={8} />
  return <AuditLog slug={slug} crumbs={[{ title: event.data.title, href: `/e/${slug}` }]} />
}

/** The audit log of the whole site. */
export function SiteAuditPage() {
  usePageTitle('Audit log of the site')
  return <AuditLog slug={null} crumbs={NO_CRUMBS} />
}

const NO_CRUMBS: readonly { readonly title: string; readonly href: string }[] = []

function AuditLog({ slug, crumbs }: { readonly slug: string | null; readonly crumbs: typeof NO_CRUMBS }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>('all')
  const kind = view === 'all' ? null : view
  const log = useInfiniteQuery({
    queryKey: ['audit', slug, kind],
    queryFn: ({ signal, pageParam }) => fetchAudit(slug, { kind, before: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const saving = useMutation({
    mutationFn: () => downloadAudit(slug, kind),
    onSuccess: async (file) => {
      saveFile(file, `${slug ?? 'site'}-audit.csv`)
      // That it was taken along is in it now.
      await log.refetch()
    },
    onError: (error) => notifyProblem('The log was not downloaded.', error),
  })
  const entries = log.data?.pages.flatMap((part) => part.entries) ?? []
  return (
    <Page>
      <PageHead crumbs={crumbs} title={slug === null ? 'Audit log of the site' : 'Audit log'}>
        <p>Who changed rights, what is final, and what is public. Nobody can change an entry.</p>
      </PageHead>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="What to show"
          className={classes.views}
          data={VIEWS.map((value) => ({ value, label: VIEW_NAMES[value] }))}
          value={view}
          onChange={setView}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          CSV
        </Button>
      </div>
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <PageSkeleton rows={6} />}
      {log.isSuccess && entries.length === 0 && (
        <EmptyState title="Nothing of this kind happened yet">What happens is listed here.</EmptyState>
      )}
      {entries.length > 0 && (
        <ol className={list.rows}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <div>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </Page>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  return (
    <li className={`${list.row} ${classes.entry}`}>
      <time dateTime={entry.at} className={list.facts}>
        {formatMoment(entry.at)}
      </time>
      <span>{describeAct(entry, (instant) => formatMoment(instant))}</span>
    </li>
  )
}
