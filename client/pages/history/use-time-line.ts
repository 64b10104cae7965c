/** Everything that the parts of a time line share: the stops, where one is, what is shown there, and what can be done. */
import { useLocalStorage } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { NoteTimeline, NoteVersionInfo } from '../../../shared/contracts/history.ts'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { noteStateQuery } from './queries.ts'
import { dayOf, formatClock, formatDay } from '../../components/times.ts'
import { authorLooks, joinNames, type AuthorLook } from '../../components/author-looks.ts'
import { stopAt, stopsOf, type Stop, type StopChoice } from './stops.ts'
import { useComparison } from './use-comparison.ts'
import { usePlace, type Place } from './use-place.ts'

export type TimeLineState = ReturnType<typeof useTimeLine>

const NEWEST_STOP: Stop = { fromSeq: 1, toSeq: 1, from: '', to: '', authors: [] }

export function useTimeLine({
  note,
  zone,
  timeline,
}: {
  readonly note: NoteInfo
  readonly zone: string
  readonly timeline: NoteTimeline
}) {
  const client = useQueryClient()
  const [place, go] = usePlace()
  const [choice, setChoice] = useState<StopChoice>('steps')
  const [showsChanges, setShowsChanges] = useSwitch('rapporteur-history-changes', true)
  const [showsAuthors, setShowsAuthors] = useSwitch('rapporteur-history-authors', false)

  const { steps, authors, versions, seq: newest } = timeline
  const looks = useMemo(() => authorLooks(authors), [authors])
  const stops = useMemo(() => stopsOf(steps, choice), [steps, choice])
  const index = place.at === null ? stops.length - 1 : Math.max(0, stopAt(stops, place.at))
  const stop = stops[index] ?? NEWEST_STOP
  const at = place.at === null ? newest : Math.min(place.at, newest)
  const other = Math.min(place.other ?? stop.fromSeq - 1, newest)
  const comparison = useComparison({ noteId: note.id, at, other: showsChanges ? other : null, authors })
  const { loading, error } = comparison

  useEffect(() => {
    if (loading || error !== null) return
    for (const neighbour of [stops[index + 1], stops[index - 1]]) {
      if (!neighbour) continue
      for (const seq of [neighbour.toSeq, neighbour.fromSeq - 1])
        if (seq > 0) void client.prefetchQuery(noteStateQuery(note.id, seq))
    }
  }, [client, note.id, loading, error, stops, index])

  const days = useMemo(() => new Set(steps.map(({ from }) => dayOf(from, zone))).size, [steps, zone])
  const words = useMemo(() => placeWords({ looks, zone, manyDays: days > 1 }), [looks, zone, days])

  /** Those whose steps alone are stops, or null. */
  const author = typeof choice === 'object' ? choice.author : null

  return {
    note,
    zone,
    timeline,
    looks,
    stops,
    index,
    stop,
    at,
    other,
    isNewest: place.at === null || place.at >= newest,
    /** True when a place to compare with was chosen. */
    comparesChosen: place.other !== null,
    comparison,
    choice,
    author,
    showsChanges,
    showsAuthors,
    setShowsChanges,
    setShowsAuthors,
    words,
    go: (change: Partial<Place>) => go(change),
    goToStop: (target: number) => {
      const wanted = stops[target]
      if (!wanted) return
      // At the end it follows those who go on writing, unless only one author's steps are looked at.
      go({ at: target === stops.length - 1 && author === null ? null : wanted.toSeq })
    },
    choose: (next: StopChoice) => {
      setChoice(next)
      const last = typeof next === 'object' ? stopsOf(steps, next).at(-1) : undefined
      if (last) go({ at: last.toSeq, other: null })
    },
    /** How a place is called: by its name if it has one, else by time and author. */
    nameOf: (seq: number): string => {
      const version = versions.find((candidate) => candidate.seq === seq)
      if (version) return `“${version.name}”`
      if (seq === 0) return 'the empty document'
      if (seq === newest) return 'now'
      const found = stops[Math.max(0, stopAt(stops, seq))]
      return found ? words.labelOf(found) : `place ${seq}`
    },
  }
}

function useSwitch(key: string, defaultValue: boolean) {
  return useLocalStorage({ key, defaultValue, getInitialValueInEffect: false })
}

interface PlaceWords {
  /** `10:32`, with the day where there are several. */
  readonly timeOf: (instant: string) => string
  /** `Ada and Ben` */
  readonly namesOf: (stop: Pick<Stop, 'authors'>) => string
  /** `10:32, Ada` */
  readonly labelOf: (stop: Stop) => string
}

function placeWords({
  looks,
  zone,
  manyDays,
}: {
  readonly looks: readonly AuthorLook[]
  readonly zone: string
  readonly manyDays: boolean
}): PlaceWords {
  const timeOf = (instant: string): string =>
    manyDays
      ? `${formatDay(dayOf(instant, zone))}, ${formatClock(instant, zone)}`
      : formatClock(instant, zone)
  const namesOf = ({ authors }: Pick<Stop, 'authors'>): string =>
    joinNames(authors.map((author) => looks[author]?.name ?? 'Somebody'))
  return { timeOf, namesOf, labelOf: (stop) => `${timeOf(stop.from)}, ${namesOf(stop)}` }
}

/** Versions as they stand in the line, newest first. */
export function versionsNewestFirst(versions: readonly NoteVersionInfo[]): readonly NoteVersionInfo[] {
  return versions.toSorted((one, other) => other.seq - one.seq)
}
