import { SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { TrackList } from '../../components/programme/TrackList.tsx'
import { filterSessions, groupByTrack } from '../../components/programme/filter-programme.ts'
import { planSessions, type PlannedById } from '../../components/programme/plan-days.ts'
import { trackContext } from '../../components/programme/track-context.ts'
import { rightsOnEvent } from '../../components/rights.ts'
import { useClock } from '../../components/use-clock.ts'
import { DayTabs } from './DayTabs.tsx'
import classes from './ProgrammeView.module.css'

const VIEWS = [
  { value: 'time', label: 'By time' },
  { value: 'track', label: 'By track' },
]

/** A programme by time or by track, with a filter. The view and the day are part of the address. */
export function ProgrammeView({ event }: { readonly event: EventDetail }) {
  const { slug, tracks, sessions, timeZone: zone } = event
  const nowMs = useClock()
  const [search, setSearch] = useSearchParams()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query)

  const planned: PlannedById = useMemo(
    () => new Map(planSessions(sessions).map((entry) => [entry.session.id, entry])),
    [sessions],
  )
  const timed = planned.size > 0
  // A day view that leaves most of the programme out is no good first sight of it.
  const usual = planned.size * 2 >= sessions.length ? 'time' : 'track'
  const wantedView = search.get('view') ?? usual
  const view = timed && wantedView !== 'track' ? 'time' : 'track'
  const context = useMemo(() => trackContext({ slug, zone, nowMs, tracks }), [slug, zone, nowMs, tracks])
  const matching = useMemo(() => filterSessions(wanted, sessions, tracks), [wanted, sessions, tracks])
  const groups = useMemo(() => groupByTrack(wanted, sessions, tracks), [wanted, sessions, tracks])

  function setParam(name: string, value: string | null) {
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  }

  if (tracks.length === 0 && sessions.length === 0) return <EmptyProgramme event={event} />
  const shown =
    view === 'time' ? matching.length : groups.reduce((sum, group) => sum + group.sessions.length, 0)
  return (
    <section className={classes.programme} aria-label="Programme">
      <div className={classes.bar}>
        {timed && (
          <SegmentedControl
            aria-label="Arrange the programme"
            data={VIEWS}
            value={view}
            onChange={(value) => setParam('view', value === usual ? null : value)}
          />
        )}
        <TextInput
          className={classes.filter}
          type="search"
          aria-label="Filter the programme"
          placeholder="Filter by title, person, hall"
          leftSection={<IconSearch size={16} />}
          value={query}
          onChange={(change) => setQuery(change.currentTarget.value)}
        />
        <output className={classes.count}>
          {wanted.trim() === ''
            ? `${counted(sessions.length, 'session')} in ${counted(tracks.length, 'track')}`
            : `${shown} of ${counted(sessions.length, 'session')}`}
        </output>
      </div>
      {wanted.trim() !== '' && shown === 0 && (view === 'time' || groups.length === 0) ? (
        <EmptyState title="Nothing matches">
          No title, person, hall or track contains all of “{wanted.trim()}”. Try fewer or shorter words.
        </EmptyState>
      ) : view === 'time' ? (
        <DayTabs
          sessions={matching}
          allSessions={sessions}
          context={context}
          day={search.get('day')}
          onDay={(day) => setParam('day', day)}
        />
      ) : (
        <TrackList groups={groups} context={context} planned={planned} />
      )}
    </section>
  )
}

function EmptyProgramme({ event }: { readonly event: EventDetail }) {
  const rights = rightsOnEvent(event)
  return (
    <EmptyState title="No programme yet">
      {rights.importProgramme ? (
        <>
          <Link href={`/e/${event.slug}/import`}>Import a programme</Link>, or add tracks and sessions by hand
          from the menu beside the title.
        </>
      ) : (
        'The organisers have not added any tracks or sessions. Come back later.'
      )}
    </EmptyState>
  )
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
