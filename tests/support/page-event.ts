/** The programme of an imported conference page as exports get it: every summary a draft, as after the import. */
import type { ExportEvent, ExportSession, ExportTrack } from '../../server/export/programme.ts'
import { importLpcPage } from '../../server/import/lpc-page.ts'
import type { ImportedPerson } from '../../server/import/programme.ts'
import { freeSlug, slugOf } from '../../server/programme/slug.ts'

export function pageEvent(page: string): ExportEvent {
  const { event, tracks, sessions } = importLpcPage(page)
  const taken = new Set<string>()
  const anchorOf = (title: string): string => {
    const anchor = freeSlug(slugOf(title), taken)
    taken.add(anchor)
    return anchor
  }
  const named = tracks.map((track) => ({ track, anchor: anchorOf(track.title) }))
  const ofTrack = (trackKey: string): ExportSession[] =>
    sessions
      .filter((session) => session.trackKey === trackKey)
      .map((session) => {
        const { key, title, hall, language, url, links, abstract, summary } = session
        return {
          id: key,
          anchor: anchorOf(title),
          importKey: key,
          title,
          speakers: session.speakers.map(personOf),
          start: session.start === null ? null : Date.parse(session.start),
          end: session.end === null ? null : Date.parse(session.end),
          hall,
          language,
          url,
          isCancelled: false,
          links,
          abstract,
          ...draftOf(summary),
        }
      })
  return {
    id: 'eventofpage00001',
    slug: 'page',
    title: event.title,
    startDate: event.startDate,
    endDate: event.endDate,
    timeZone: event.timeZone ?? 'UTC',
    location: event.location,
    url: event.url,
    licence: null,
    description: event.description,
    style: 'full',
    tracks: named.map(({ track, anchor }): ExportTrack => ({
      id: track.key,
      anchor,
      importKey: track.key,
      title: track.title,
      leads: track.leads.map(personOf),
      links: track.links,
      description: track.description,
      style: 'full',
      sessions: ofTrack(track.key),
      ...draftOf(track.summary),
    })),
    sessions: [],
    changedAt: '2019-10-01T08:00:00Z',
  }
}

function draftOf(summary: ExportTrack['summary']) {
  return { notes: null, summary, stage: 'draft', stageAt: null, errata: [] } as const
}

function personOf({ name, affiliation }: ImportedPerson) {
  return { name, affiliation: affiliation ?? null }
}
