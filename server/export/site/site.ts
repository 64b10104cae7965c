/** What all pages of a site are made from, worked out once. */
import type { DocJson, DocNode } from '../../../shared/schema/doc-json.ts'
import { AnchorNames } from '../anchor-names.ts'
import type { BookImages } from '../book.ts'
import type { Picture } from '../html.ts'
import type { ExportDocuments, ExportEvent, ExportPerson, ExportSession, ExportTrack } from '../programme.ts'
import { prepareDoc, type PlacedMinute, type PreparedDoc } from './prepare-doc.ts'
import { sessionPath, trackPath } from './site-paths.ts'
import { SitePictures } from './site-pictures.ts'

/** A file that is offered beside the pages: the whole event as PDF and the like. */
export interface SiteDownload {
  readonly title: string
  /** From the top of the site. */
  readonly path: string
  readonly bytes: number
}

export interface SiteOptions {
  readonly event: ExportEvent
  readonly images: BookImages
  /** The address of the site's top; null where nobody knows: then pages name none. Throws TypeError for one that is none. */
  readonly siteUrl: string | null
  readonly downloads: readonly SiteDownload[]
  readonly include: 'summary' | 'both'
}

/** What can be read of a track or session, as its own page shows it; null where there is nothing. */
export interface OwnDocs {
  /** A track's description, a session's abstract. */
  readonly about: PreparedDoc | null
  readonly summary: PreparedDoc | null
  /** Null also where the site has no notes. */
  readonly notes: PreparedDoc | null
}

/** A track with its page. */
export interface TrackPlace {
  readonly track: ExportTrack
  readonly path: string
  readonly docs: OwnDocs
}

/** A session with its page. */
export interface SessionPlace {
  readonly session: ExportSession
  readonly track: ExportTrack | null
  readonly path: string
  readonly docs: OwnDocs
}

/** Somebody who leads or speaks. People are told apart by their names alone. */
export interface SitePerson {
  readonly name: string
  /** In the page of all people. */
  readonly anchor: string
  readonly affiliations: readonly string[]
  readonly leads: readonly ExportTrack[]
  readonly speaks: readonly SessionPlace[]
}

/** Actions and decisions of one track or session, with the page that holds them. */
export interface MinutesOfPage {
  readonly title: string
  readonly path: string
  readonly minutes: readonly PlacedMinute[]
}

export interface Site extends Pick<SiteOptions, 'event' | 'downloads'> {
  /** Ends with a slash. */
  readonly address: string | null
  readonly includesNotes: boolean
  readonly about: PreparedDoc | null
  /** In programme order, as all that follows. */
  readonly tracks: readonly TrackPlace[]
  readonly places: readonly SessionPlace[]
  /** By name, in the order of names. */
  readonly people: ReadonlyMap<string, SitePerson>
  readonly minutes: readonly MinutesOfPage[]
  readonly pictures: SitePictures
}

export function prepareSite({ event, images, siteUrl, downloads, include }: SiteOptions): Site {
  const includesNotes = include === 'both'
  const docsOf = (owner: ExportDocuments, about: DocJson | null): OwnDocs => ({
    about: prepareDoc(about, 'about.'),
    summary: prepareDoc(owner.summary, 'summary.'),
    notes: includesNotes ? prepareDoc(owner.notes, 'notes.') : null,
  })
  const place = (session: ExportSession, track: ExportTrack | null): SessionPlace => {
    return { session, track, path: sessionPath(session.anchor), docs: docsOf(session, session.abstract) }
  }
  const tracks = event.tracks.map((track) => {
    return { track, path: trackPath(track.anchor), docs: docsOf(track, track.description) }
  })
  const ofTracks = event.tracks.map((track) => track.sessions.map((session) => place(session, track)))
  const others = event.sessions.map((session) => place(session, null))
  const places = [...ofTracks.flat(), ...others]
  const pages = [
    ...tracks.flatMap((track, index) => [
      minutesOf(track.track.title, track),
      ...(ofTracks[index] ?? []).map((each) => minutesOf(each.session.title, each)),
    ]),
    ...others.map((each) => minutesOf(each.session.title, each)),
  ]
  return {
    event,
    downloads,
    address: siteUrl === null ? null : addressOf(siteUrl),
    includesNotes,
    about: prepareDoc(event.description, 'about.'),
    tracks,
    places,
    people: peopleOf(event, places),
    minutes: pages.filter(({ minutes }) => minutes.length > 0),
    pictures: new SitePictures(images),
  }
}

/** Where the pictures of a page are. */
export type PictureOf = (image: DocNode) => Picture | null

function addressOf(siteUrl: string): string {
  const { origin, pathname } = new URL(siteUrl)
  return `${origin}${pathname.replace(/\/+$/, '')}/`
}

function peopleOf(event: ExportEvent, places: readonly SessionPlace[]): ReadonlyMap<string, SitePerson> {
  const found = new Map<
    string,
    { readonly affiliations: Set<string>; readonly leads: ExportTrack[]; readonly speaks: SessionPlace[] }
  >()
  const entryOf = ({ name, affiliation }: ExportPerson) => {
    const entry = found.get(name) ?? { affiliations: new Set<string>(), leads: [], speaks: [] }
    found.set(name, entry)
    if (affiliation) entry.affiliations.add(affiliation)
    return entry
  }
  for (const track of event.tracks) for (const lead of track.leads) entryOf(lead).leads.push(track)
  for (const place of places)
    for (const speaker of place.session.speakers) entryOf(speaker).speaks.push(place)
  const inOrder = new Intl.Collator('en', { sensitivity: 'base' }).compare
  const names = new AnchorNames()
  return new Map(
    [...found]
      .toSorted(([a], [b]) => inOrder(a, b) || (a < b ? -1 : 1))
      .map(([name, { affiliations, leads, speaks }]) => [
        name,
        { name, anchor: names.nameFor(name), affiliations: [...affiliations], leads, speaks },
      ]),
  )
}

function minutesOf(
  title: string,
  { path, docs }: { readonly path: string; readonly docs: OwnDocs },
): MinutesOfPage {
  const minutes = [docs.summary, docs.notes].flatMap((doc) => doc?.minutes ?? [])
  return { title, path, minutes: withoutRepeats(minutes) }
}

/** What was taken from the notes into the summary is listed once. */
function withoutRepeats(minutes: readonly PlacedMinute[]): readonly PlacedMinute[] {
  const seen = new Set<string>()
  return minutes.filter(({ kind, text, who, due }) => {
    const key = JSON.stringify([kind, text, who, due])
    return !seen.has(key) && seen.add(key)
  })
}
