import { Link } from 'wouter'
import type { SessionSummary, TrackSummary } from '../../../shared/contracts/programme.ts'
import { Badge } from '../Badge.tsx'
import { formatClockRange } from '../times.ts'
import classes from './SessionCard.module.css'

/** What a card needs to know about the programme around its session. */
export interface ProgrammeContext {
  readonly slug: string
  readonly zone: string
  readonly nowMs: number
  readonly tracks: ReadonlyMap<string, { readonly track: TrackSummary; readonly hue: number }>
}

/** One session in a programme: the whole card leads to it. */
export function SessionCard({
  session,
  context,
  running = false,
  show,
}: {
  readonly session: SessionSummary
  readonly context: ProgrammeContext
  readonly running?: boolean
  /** What is not clear from where the card stands. */
  readonly show: readonly ('time' | 'hall' | 'track')[]
}) {
  const { slug, zone, tracks } = context
  const inTrack = session.trackId === null ? undefined : tracks.get(session.trackId)
  const cancelled = session.cancelledAt !== null
  const facts = [
    show.includes('time') && session.start !== null
      ? formatClockRange(session.start, session.end, zone)
      : null,
    show.includes('hall') ? session.hall : null,
  ].filter((fact) => fact !== null)
  return (
    <article
      className={classes.card}
      data-running={running || undefined}
      data-cancelled={cancelled || undefined}
      style={inTrack && ({ '--hue': inTrack.hue } as React.CSSProperties)}
    >
      {(facts.length > 0 || running || cancelled) && (
        <p className={classes.facts}>
          {facts.join(' · ')}
          {running && <Badge tone="now">On now</Badge>}
          {cancelled && <Badge tone="danger">Cancelled</Badge>}
        </p>
      )}
      <p className={classes.title}>
        <Link href={`/e/${slug}/s/${session.id}`}>{session.title}</Link>
      </p>
      {session.speakers.length > 0 && (
        <p className={classes.speakers}>{session.speakers.map(({ name }) => name).join(', ')}</p>
      )}
      {show.includes('track') && inTrack && <p className={classes.track}>{inTrack.track.title}</p>}
    </article>
  )
}
