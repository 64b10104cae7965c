import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../app/page-title.ts'
import { meQuery } from '../../app/queries.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { EventsOverview } from './EventsOverview.tsx'
import { Welcome } from './Welcome.tsx'

/** The asker's events; who has none yet is told how to get to one. */
export function HomePage() {
  const me = useQuery(meQuery)
  usePageTitle('Rapporteur')
  if (me.isPending) return <PageSkeleton rows={4} />
  if (me.isError) return <ErrorState error={me.error} headingLevel={1} onRetry={() => void me.refetch()} />
  return me.data.kind === 'anonymous' ? (
    <Welcome setupNeeded={me.data.setupNeeded} />
  ) : (
    <EventsOverview mayCreate={me.data.mayCreateEvents} />
  )
}
