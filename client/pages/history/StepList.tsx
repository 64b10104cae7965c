/** All places of the time line, newest first: now, those with a name, and every step by day and spell of writing. */
import { NativeSelect } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { dayOf, formatClock, formatClockRange, formatDay, formatZone } from '../../components/times.ts'
import { NamedPlaces } from './NamedPlaces.tsx'
import type { Outcome } from './OutcomeBar.tsx'
import { PlaceEntry } from './PlaceEntry.tsx'
import classes from './StepList.module.css'
import { groupStops, type Spell, type StopChoice } from './stops.ts'
import type { TimeLineState } from './use-time-line.ts'

export function StepList({
  line,
  onDone,
}: {
  readonly line: TimeLineState
  readonly onDone: (outcome: Outcome) => void
}) {
  const { stops, zone, timeline, looks, choice, isNewest } = line
  const [namedOnly, setNamedOnly] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const days = useMemo(() => groupStops(stops, (instant) => dayOf(instant, zone)), [stops, zone])

  const scrolledFor = useRef('')
  useEffect(() => {
    const list = frame.current
    const what = `${line.at} ${namedOnly}`
    // Once for each place: whoever scrolls the list afterwards is left alone.
    if (scrolledFor.current === what) return
    scrolledFor.current = what
    const current = list?.querySelector('[aria-current]')
    if (!list || !current) return
    const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()]
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      list.scrollTop += inner.top - outer.top - outer.height / 3
  }, [line.at, namedOnly])

  return (
    <section className={classes.list} aria-label="Places">
      <div className={classes.head}>
        <h2 className={classes.title}>Places</h2>
        <NativeSelect
          size="xs"
          aria-label="Steps to stop at"
          value={valueOf(choice)}
          data={[
            { value: 'steps', label: 'Every step' },
            { value: 'minutes', label: 'By minute' },
            {
              group: 'By author',
              items: looks.map(({ name }, author) => ({ value: String(author), label: name })),
            },
          ]}
          onChange={(event) => line.choose(choiceOf(event.currentTarget.value))}
        />
        <label className={classes.named}>
          <input
            type="checkbox"
            checked={namedOnly}
            onChange={(event) => setNamedOnly(event.currentTarget.checked)}
          />
          Named only
        </label>
      </div>
      <div ref={frame} className={classes.scroll}>
        <ul className={classes.entries}>
          <PlaceEntry
            line={line}
            seq={timeline.seq}
            chosen={isNewest}
            label="Now"
            detail={formatClock(timeline.steps.at(-1)?.to ?? '', zone)}
            onChoose={() => line.go({ at: null })}
          />
        </ul>
        <NamedPlaces line={line} showsEmpty={namedOnly} onDone={onDone} />
        {!namedOnly &&
          days.map(({ day, spells }) => (
            <section key={day} aria-label={formatDay(day, 'long')}>
              <h3 className={classes.day}>{formatDay(day, 'long')}</h3>
              <ul className={classes.entries}>
                {spells.map((spell) =>
                  spell.stops.length === 1 ? (
                    <SpellStops key={spell.to} line={line} spell={spell} />
                  ) : (
                    <OpenableSpell key={spell.to} line={line} spell={spell} />
                  ),
                )}
              </ul>
            </section>
          ))}
        <p className={classes.hint}>
          A step is what one person wrote within a minute. Times in {formatZone(zone)}.
        </p>
      </div>
    </section>
  )
}

function OpenableSpell({ line, spell }: { readonly line: TimeLineState; readonly spell: Spell }) {
  const holdsCurrent = spell.stops.includes(line.stop)
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? holdsCurrent
  return (
    <li>
      <button
        type="button"
        className={classes.spell}
        aria-expanded={open}
        data-current={(holdsCurrent && !open) || undefined}
        onClick={() => setChosen(!open)}
      >
        {open ? (
          <IconChevronDown size={16} aria-hidden="true" />
        ) : (
          <IconChevronRight size={16} aria-hidden="true" />
        )}
        <span className={classes.range}>{rangeOf(spell, line.zone)}</span>
        <span className={classes.names}>{line.words.namesOf(spell)}</span>
        <span className={classes.count}>{spell.stops.length} steps</span>
      </button>
      {open && (
        <ul className={classes.inner}>
          <SpellStops line={line} spell={spell} />
        </ul>
      )}
    </li>
  )
}

function SpellStops({ line, spell }: { readonly line: TimeLineState; readonly spell: Spell }) {
  const { zone, stop: current, isNewest, words, looks } = line
  return spell.stops.map((stop) => (
    <PlaceEntry
      key={stop.toSeq}
      line={line}
      seq={stop.toSeq}
      chosen={stop === current && !isNewest}
      label={formatClock(stop.from, zone)}
      detail={words.namesOf(stop)}
      colors={stop.authors.flatMap((author) => looks[author]?.color ?? [])}
      onChoose={() => line.go({ at: stop.toSeq })}
    />
  ))
}

function rangeOf({ from, to }: Spell, zone: string): string {
  const end = formatClock(to, zone) === formatClock(from, zone) ? null : to
  return formatClockRange(from, end, zone)
}

function valueOf(choice: StopChoice): string {
  return typeof choice === 'string' ? choice : String(choice.author)
}

function choiceOf(value: string): StopChoice {
  return value === 'steps' || value === 'minutes' ? value : { author: Number(value) }
}
