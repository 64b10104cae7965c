/**
 * The programme of the demo event: tracks, titles, speakers and leads of the Linux Plumbers Conference 2019, as facts.
 * Sessions that the conference's page leaves without a title have a short one of ours; times and halls are given where
 * the conference's archive names them.
 */
import { docOf, paragraphOf } from '../../shared/schema/doc-json.ts'
import { keyFromTitle, keyPart } from '../import/source-key.ts'
import type { ImportedLink, ImportedProgramme, ImportedSession, ImportedTrack } from '../import/programme.ts'
import { DEMO_TRACKS_AFTERNOON, DEMO_TRACKS_MORNING } from './demo-tracks.ts'

/** A session as the lists have it: title, then speakers. */
export type DemoSession = readonly [title: string, ...speakers: string[]]

export interface DemoTrack {
  readonly title: string
  readonly leads: readonly string[]
  /** Where all its sessions were, when that is known. */
  readonly hall?: string
  readonly links?: readonly ImportedLink[]
  readonly sessions: readonly DemoSession[]
}

const DESCRIPTION = [
  'A demo event to look around in: the microconferences of the Linux Plumbers Conference 2019 with the titles, speakers and leads that the conference published.',
  'The notes and summaries in it are short texts made for this demo, not the minutes of the conference. Few times and halls could be established; the others are left open.',
]

/** Start and end of the sessions whose time is known, by title. */
const TIMES: Readonly<Record<string, readonly [start: string, end: string | null]>> = {
  'Monitoring and Stabilizing the In-Kernel ABI': ['2019-09-09T10:00:00Z', '2019-09-09T10:30:00Z'],
  'GKI: Monitoring and Stabilizing the In-Kernel ABI': ['2019-09-10T14:15:00Z', '2019-09-10T14:30:00Z'],
  'Rethinking late module patching': ['2019-09-11T14:10:00Z', null],
}

/** The programme as an importer would give it. */
export function demoProgramme(): ImportedProgramme {
  const tracks = [...DEMO_TRACKS_MORNING, ...DEMO_TRACKS_AFTERNOON]
  return {
    format: 'lpc-page',
    event: {
      title: 'Linux Plumbers Conference 2019 (demo)',
      description: docOf(DESCRIPTION.map(paragraphOf)),
      startDate: '2019-09-09',
      endDate: '2019-09-11',
      timeZone: 'Europe/Lisbon',
      location: 'Corinthia Hotel, Lisbon',
      url: 'https://lpc.events/event/4/',
    },
    tracks: tracks.map(toTrack),
    sessions: tracks.flatMap(toSessions),
    warnings: [],
  }
}

/** The key of a session, by which its notes are found. */
export function demoSessionKey(track: string, session: string): string {
  return keyFromTitle(track, session)
}

function toTrack({ title, leads, links }: DemoTrack): ImportedTrack {
  return {
    key: keyPart(title),
    title,
    description: null,
    topics: [],
    leads: leads.map((name) => ({ name })),
    links: links ?? [],
    summary: null,
  }
}

function toSessions({ title: track, hall, sessions }: DemoTrack): readonly ImportedSession[] {
  return sessions.map(([title, ...speakers]) => {
    const [start, end] = TIMES[title] ?? [null, null]
    return {
      key: demoSessionKey(track, title),
      trackKey: keyPart(track),
      title,
      abstract: null,
      speakers: speakers.map((name) => ({ name })),
      hall: hall ?? null,
      start,
      end,
      language: 'en',
      url: null,
      links: [],
      summary: null,
    }
  })
}
