/** A small programme and the means to look into a rendered page as a browser would. */
import type { Element, Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import type {
  EventDetail,
  EventSummary,
  SessionDetail,
  SessionSummary,
  TrackDetail,
  TrackSummary,
} from '../../../../shared/contracts/programme.ts'
import type { NoteId } from '../../../../shared/domain/ids.ts'
import { paragraphOf } from '../../../../shared/schema/doc-json.ts'
import { versionOf, type NoteVersion } from '../../../../server/publish/note-version.ts'
import type { PageRequest } from '../../../../server/publish/reading-layout.ts'

export const NOW = Date.parse('2019-09-09T09:10:00Z')

/** A document of one paragraph, as the contracts have it. */
export function docText(text: string) {
  return { type: 'doc' as const, content: [paragraphOf(text)] }
}

export const PAGE_REQUEST: PageRequest = {
  url: 'https://notes.example.org/r/gardeners',
  path: '/r/gardeners',
  script: '/assets/reading/reading.js?v=1',
  still: false,
}

export function makeEvent(changes: Partial<EventSummary> = {}): EventSummary {
  return {
    id: 'event1',
    slug: 'gardeners',
    title: 'Gardeners’ Days',
    startDate: '2019-09-09',
    endDate: '2019-09-11',
    timeZone: 'Europe/Lisbon',
    location: 'Lisbon',
    url: 'https://gardeners.example.org/',
    reviewDue: null,
    finalDue: null,
    role: 'reader',
    ...changes,
  }
}

export function makeTrack(changes: Partial<TrackSummary> = {}): TrackSummary {
  return {
    id: 'track1',
    title: 'Soil',
    leads: [{ name: 'Lena Lead', affiliation: null, email: 'lena@example.org' }],
    links: [],
    notesId: 'trackNotes',
    summaryId: 'trackSummary',
    stage: 'draft',
    role: 'reader',
    ...changes,
  }
}

export function makeSession(changes: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: 'session1',
    trackId: 'track1',
    title: 'Earthworms at work',
    speakers: [{ name: 'Sam Speaker', affiliation: 'Worm Institute', email: 'sam@example.org' }],
    start: '2019-09-09T09:00:00Z',
    end: '2019-09-09T09:45:00Z',
    hall: 'Greenhouse 2',
    language: 'en',
    url: 'https://gardeners.example.org/talks/1',
    links: [{ kind: 'slides', title: 'Worms', url: 'https://files.example.org/worms.pdf' }],
    cancelledAt: null,
    notesId: 'notes1',
    summaryId: 'summary1',
    stage: 'draft',
    role: 'reader',
    ...changes,
  }
}

export function makeEventDetail(changes: Partial<EventDetail> = {}): EventDetail {
  return {
    ...makeEvent(),
    ownRole: 'reader',
    description: docText('Three days among plants.'),
    licence: null,
    sessionStyle: null,
    tracks: [makeTrack()],
    sessions: [makeSession()],
    ...changes,
  }
}

export function makeTrackDetail(changes: Partial<TrackDetail> = {}): TrackDetail {
  return { ...makeTrack(), description: null, topics: [], sessionStyle: null, event: makeEvent(), ...changes }
}

export function makeSessionDetail(changes: Partial<SessionDetail> = {}): SessionDetail {
  return {
    ...makeSession(),
    abstract: docText('What worms do to soil.'),
    event: makeEvent(),
    track: makeTrack(),
    ...changes,
  }
}

export function makeVersion(kind: NoteVersion['kind'], rendered: string, seq = 3): NoteVersion {
  const note = { id: `${kind}1` as NoteId, kind }
  return versionOf({
    note,
    seq: rendered === '' ? 0 : seq,
    at: rendered === '' ? null : NOW,
    rendered,
    previous: null,
  })
}

export function parsePage(page: string): Root {
  return unified().use(rehypeParse).parse(page)
}

/** All elements below a node, in the order of the document. */
export function elementsOf(node: Root | Element): readonly Element[] {
  return node.children.flatMap((child) => (child.type === 'element' ? [child, ...elementsOf(child)] : []))
}

export function elementsNamed(node: Root | Element, tagName: string): readonly Element[] {
  return elementsOf(node).filter((element) => element.tagName === tagName)
}

export function elementById(node: Root | Element, id: string): Element {
  const element = elementsOf(node).find(({ properties }) => properties['id'] === id)
  if (!element) throw new Error(`expected an element with the id ${id}`)
  return element
}

/** The words of a node, with single spaces. */
export function wordsOf(node: Root | Element): string {
  const text = (inner: Root | Element): string =>
    inner.children
      .map((child) => {
        if (child.type === 'text') return child.value
        return child.type === 'element' ? text(child) : ''
      })
      .join('')
  return text(node).replace(/\s+/g, ' ').trim()
}

/** The content of the meta element with this name, property or http-equiv. */
export function metaOf(page: Root, name: string): string | null {
  const meta = elementsNamed(page, 'meta').find(({ properties }) =>
    [properties['name'], properties['property']].includes(name),
  )
  return meta ? String(meta.properties['content']) : null
}
