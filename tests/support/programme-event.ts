/** An imported programme as exports get it, as if its summaries were the text of its notes. */
import { AnchorNames } from '../../server/export/anchor-names.ts'
import type { ExportEvent, ExportLink, ExportPerson, ExportSession } from '../../server/export/programme.ts'
import type { ImportedLink, ImportedPerson, ImportedProgramme } from '../../server/import/programme.ts'

const NO_STAGE = { stage: 'draft', stageAt: null, errata: [], style: 'full' } as const

export function eventOfProgramme({ event, tracks, sessions }: ImportedProgramme): ExportEvent {
  const names = new AnchorNames()
  const anchorOf = (title: string) => names.nameFor(title.replace(/[^\x20-\x7e]/g, ' '))
  const sessionOf = (session: ImportedProgramme['sessions'][number]): ExportSession => ({
    ...NO_STAGE,
    id: `session-${session.key}`,
    anchor: anchorOf(session.title),
    importKey: session.key,
    title: session.title,
    speakers: peopleOf(session.speakers),
    start: session.start === null ? null : Date.parse(session.start),
    end: session.end === null ? null : Date.parse(session.end),
    hall: session.hall,
    language: session.language,
    url: session.url,
    isCancelled: false,
    links: linksOf(session.links),
    abstract: session.abstract,
    summary: session.summary,
    notes: session.summary,
  })
  return {
    ...NO_STAGE,
    id: 'event',
    slug: 'seed',
    title: event.title,
    startDate: event.startDate,
    endDate: event.endDate,
    timeZone: event.timeZone ?? 'UTC',
    location: event.location,
    url: event.url,
    licence: 'CC BY 4.0',
    description: event.description,
    changedAt: '2019-10-01T08:00:00Z',
    tracks: tracks.map((track) => ({
      ...NO_STAGE,
      id: `track-${track.key}`,
      anchor: anchorOf(track.title),
      importKey: track.key,
      title: track.title,
      leads: peopleOf(track.leads),
      links: linksOf(track.links),
      description: track.description,
      summary: track.summary,
      notes: null,
      sessions: sessions.filter(({ trackKey }) => trackKey === track.key).map(sessionOf),
    })),
    sessions: sessions.filter(({ trackKey }) => trackKey === null).map(sessionOf),
  }
}

function peopleOf(people: readonly ImportedPerson[]): readonly ExportPerson[] {
  return people.map(({ name, affiliation = null }) => ({ name, affiliation }))
}

function linksOf(links: readonly ImportedLink[]): readonly ExportLink[] {
  return links.map(({ kind, title, url }) => ({ kind, title, url }))
}
