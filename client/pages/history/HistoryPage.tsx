/** The time line of a session's or a track's documents: one of the two at a time. */
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'wouter'
import type { NoteKind } from '../../../shared/contracts/notes.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { noteQuery, sessionQuery, trackQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { NOTE_KIND_NAMES } from '../documents/note-words.ts'
import { TimeLine } from './TimeLine.tsx'

export function HistoryPage() {
  const params = useParams<{ event: string; session?: string; track?: string }>()
  const session = useQuery({ ...sessionQuery(params.session ?? ''), enabled: params.session !== undefined })
  const track = useQuery({ ...trackQuery(params.track ?? ''), enabled: params.track !== undefined })
  const owner = params.session === undefined ? track : session
  const [search, setSearch] = useSearchParams()
  usePageTitle(owner.data ? `Time line: ${owner.data.title}` : null)
  if (owner.isPending) return <PageSkeleton rows={3} />
  if (owner.isError)
    return <ErrorState error={owner.error} headingLevel={1} onRetry={() => void owner.refetch()} />

  const kind: NoteKind = search.get('note') === 'summary' ? 'summary' : 'notes'
  const { title, event, notesId, summaryId } = owner.data
  const base = `/e/${event.slug}`
  const ownerPath = params.session === undefined ? `t/${owner.data.id}` : `s/${owner.data.id}`
  const sessionTrack = session.data?.track ?? null
  return (
    <Page width="full">
      <PageHead
        crumbs={[
          { title: event.title, href: base },
          ...(sessionTrack ? [{ title: sessionTrack.title, href: `${base}/t/${sessionTrack.id}` }] : []),
          { title, href: `${base}/${ownerPath}` },
        ]}
        title={`Time line: ${title}`}
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Document"
            data={(['notes', 'summary'] as const).map((value) => ({ value, label: NOTE_KIND_NAMES[value] }))}
            value={kind}
            // A place in one document is none in the other.
            onChange={(value) => setSearch({ note: value }, { replace: true })}
          />
        }
      />
      <NoteTimeLine
        key={kind}
        noteId={kind === 'notes' ? notesId : summaryId}
        zone={event.timeZone}
        backTo={`${base}/${ownerPath}`}
      />
    </Page>
  )
}

function NoteTimeLine({
  noteId,
  zone,
  backTo,
}: {
  readonly noteId: string
  readonly zone: string
  readonly backTo: string
}) {
  const note = useQuery(noteQuery(noteId))
  if (note.isPending) return <PageSkeleton rows={4} />
  if (note.isError) return <ErrorState error={note.error} onRetry={() => void note.refetch()} />
  if (!note.data.mayWrite)
    return (
      <EmptyState
        title="The time line is for those who write here"
        actions={<Link href={backTo}>Back to the documents</Link>}
      >
        It shows every step of the writing, deleted text too. You may read this document: its menu tells who
        wrote when. Ask a lead or an organiser for a scribe’s link if you need more.
      </EmptyState>
    )
  return <TimeLine note={note.data} zone={zone} />
}
