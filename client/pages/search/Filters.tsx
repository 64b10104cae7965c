import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { SEARCH_KINDS, type SearchResults } from '../../../shared/contracts/search.ts'
import { eventsQuery } from '../../app/queries.ts'
import { dayOf, formatDay } from '../../components/times.ts'
import classes from './Filters.module.css'
import { KIND_NAMES } from './kind-names.ts'
import type { SearchState } from './search-params.ts'

/** Narrows a search: by kind, with how many there are, and by where and when; what there is no choice of is not offered. */
export function Filters({
  state,
  inEvent,
  event,
  kinds,
  onChange,
}: {
  readonly state: SearchState
  readonly inEvent: boolean
  /** Whose tracks, days and people can be chosen. */
  readonly event: EventDetail | null
  readonly kinds: SearchResults['kinds'] | null
  readonly onChange: (next: Partial<SearchState>) => void
}) {
  const events = useQuery({ ...eventsQuery, enabled: !inEvent })
  const hasQuery = state.query.trim() !== ''
  const shownKinds = SEARCH_KINDS.filter((kind) => state.kind === kind || (kinds?.[kind] ?? 0) > 0)
  return (
    <>
      <div className={classes.row}>
        {!inEvent && (
          <Choice
            label="Event"
            any="All events"
            value={state.event}
            options={(events.data?.events ?? []).map(({ slug, title }) => ({ value: slug, label: title }))}
            onChange={(value) => onChange({ event: value, track: null, day: null, person: null })}
          />
        )}
        {event && (
          <>
            <Choice
              label="Track"
              any="All tracks"
              value={state.track}
              options={event.tracks.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(track) => onChange({ track })}
            />
            <Choice
              label="Day"
              any="All days"
              value={state.day}
              options={daysOf(event).map((day) => ({ value: day, label: formatDay(day) }))}
              onChange={(day) => onChange({ day })}
            />
            <Choice
              label="Speaker or lead"
              any="Anybody"
              value={state.person}
              options={peopleOf(event).map((name) => ({ value: name, label: name }))}
              onChange={(person) => onChange({ person })}
            />
          </>
        )}
      </div>
      {hasQuery && shownKinds.length > 0 && (
        <fieldset className={classes.kinds} aria-label="Kind">
          <KindButton
            label="All"
            count={null}
            pressed={state.kind === null}
            onPress={() => onChange({ kind: null })}
          />
          {shownKinds.map((kind) => (
            <KindButton
              key={kind}
              label={KIND_NAMES[kind].many}
              count={kinds?.[kind] ?? null}
              pressed={state.kind === kind}
              onPress={() => onChange({ kind: state.kind === kind ? null : kind })}
            />
          ))}
        </fieldset>
      )}
    </>
  )
}

function Choice({
  label,
  any,
  value,
  options,
  onChange,
}: {
  readonly label: string
  /** What no choice is called. */
  readonly any: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | null) => void
}) {
  // What the address says is shown, also when there is no such thing here any more.
  const isKnown = value === null || options.some((option) => option.value === value)
  if (options.length < 2 && value === null) return null
  return (
    <NativeSelect
      size="xs"
      className={classes.choice}
      aria-label={label}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...(isKnown ? [] : [{ value, label: value }]), ...options]}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  )
}

function KindButton({
  label,
  count,
  pressed,
  onPress,
}: {
  readonly label: string
  readonly count: number | null
  readonly pressed: boolean
  readonly onPress: () => void
}) {
  return (
    <button type="button" className={classes.kind} aria-pressed={pressed} onClick={onPress}>
      {label}
      {count !== null && <span className={classes.number}> {count}</span>}
    </button>
  )
}

function daysOf({ sessions, timeZone }: EventDetail): readonly string[] {
  return [
    ...new Set(sessions.flatMap(({ start }) => (start === null ? [] : [dayOf(start, timeZone)]))),
  ].toSorted()
}

function peopleOf({ sessions, tracks }: EventDetail): readonly string[] {
  const people = [...tracks.flatMap(({ leads }) => leads), ...sessions.flatMap(({ speakers }) => speakers)]
  return [...new Set(people.map(({ name }) => name))].toSorted((one, other) => one.localeCompare(other))
}
