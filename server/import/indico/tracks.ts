/**
 * The tracks of an Indico event. An Indico session is a track, with its conveners as leads, and shows up once per
 * block; an Indico track (a subject) becomes a track for contributions that are in no session.
 */
import { plainTextOf, type DocNode } from '../../../shared/schema/doc-json.ts'
import { fieldOf, readLine, readOptionalId, readOptionalLine, type JsonAt } from '../json-input.ts'
import { uniqueLinks } from '../link-input.ts'
import { mergePeople, type NamedPerson } from '../people.ts'
import type { ImportedLink, ImportedTrack } from '../programme.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import { keyPart } from '../source-key.ts'
import { countOf } from '../warning-collector.ts'
import { firstWrittenField, readNote, type IndicoContext } from './fields.ts'
import { readLinks } from './links.ts'
import { readPeople } from './people.ts'

/** A track while its blocks are being gathered. */
interface Gathered {
  readonly key: string
  readonly title: string
  readonly place: string
  readonly isBlock: boolean
  description: readonly DocNode[]
  readonly leads: NamedPerson[]
  readonly links: ImportedLink[]
  readonly notes: DocNode[][]
  hasContributions: boolean
}

/** A block together with what the export says about its Indico session. */
export interface BlockOfSession {
  readonly block: JsonAt
  /** The session itself, or the block where that says it all. */
  readonly session: JsonAt
  readonly id: string | null
}

/** Gathers what blocks and contributions say about tracks. */
export class IndicoTracks {
  readonly #context: IndicoContext
  readonly #byKey = new Map<string, Gathered>()
  readonly #sessionKeyByTitle = new Map<string, string>()

  constructor(context: IndicoContext) {
    this.#context = context
  }

  /** The track of a block. */
  forBlock({ block, session, id }: BlockOfSession): string {
    const title = readLine(fieldOf(session, 'title'))
    const key = id === null ? keyOfTitle(title) : `indico-session-${id}`
    const isNew = !this.#byKey.has(key)
    const track = this.#gather({ key, title, place: block.place, isBlock: true })
    if (isNew) {
      // Every block repeats these.
      track.description = readRichBlocks(fieldOf(session, 'description'))
      track.links.push(...readLinks(session, this.#context))
      track.leads.push(...readPeople(fieldOf(session, 'sessionConveners'), this.#context))
      if (!this.#sessionKeyByTitle.has(foldTitle(title))) this.#sessionKeyByTitle.set(foldTitle(title), key)
    }
    track.leads.push(...readPeople(fieldOf(block, 'conveners'), this.#context))
    const note = readNote(fieldOf(block, 'note'))
    if (note.length > 0 && !track.notes.some((known) => textOf(known) === textOf(note))) {
      track.notes.push([...note])
    }
    return track.key
  }

  /** The track of a contribution outside any block: its session by title, else its Indico track, else none. */
  forContribution(contribution: JsonAt): string | null {
    const sessionTitle = readOptionalLine(fieldOf(contribution, 'session'))
    if (sessionTitle !== null) {
      const known = this.#sessionKeyByTitle.get(foldTitle(sessionTitle))
      return known ?? this.#gatherByTitle(sessionTitle, contribution)
    }
    const trackTitle = readOptionalLine(fieldOf(contribution, 'track'))
    if (trackTitle === null) return null
    return this.#gather({
      key: `indico-track-${keyPart(trackTitle)}`,
      title: trackTitle,
      place: contribution.place,
      isBlock: false,
    }).key
  }

  /** Says that a track has at least one session. */
  markUsed(key: string): void {
    const track = this.#byKey.get(key)
    if (track) track.hasContributions = true
  }

  /** All tracks by first appearance. */
  list(): readonly ImportedTrack[] {
    return [...this.#byKey.values()].map((track) => {
      if (track.isBlock && !track.hasContributions) {
        this.#context.warnings.tally({
          code: 'empty-track',
          place: track.place,
          message: (count) =>
            `${countOf(count, ['Indico session has no contributions and became a track', 'Indico sessions have no contributions and became tracks'])} without sessions.`,
        })
      }
      return {
        key: track.key,
        title: track.title,
        description: docOrNull(track.description),
        topics: [],
        leads: mergePeople(track.leads),
        links: uniqueLinks(track.links),
        summary: docOrNull(track.notes.flat()),
      }
    })
  }

  #gatherByTitle(title: string, contribution: JsonAt): string {
    const key = keyOfTitle(title)
    const isNew = !this.#byKey.has(key)
    this.#gather({ key, title, place: contribution.place, isBlock: false })
    if (isNew) {
      this.#context.warnings.tally({
        code: 'session-by-title',
        place: contribution.place,
        message: (count) =>
          `${countOf(count, ['track is', 'tracks are'])} known by title only, without leads, description and links; an export with detail=sessions has them.`,
      })
    }
    return key
  }

  #gather(seen: Pick<Gathered, 'key' | 'title' | 'place' | 'isBlock'>): Gathered {
    const known = this.#byKey.get(seen.key)
    if (known) return known
    const track: Gathered = {
      ...seen,
      description: [],
      leads: [],
      links: [],
      notes: [],
      hasContributions: false,
    }
    this.#byKey.set(seen.key, track)
    return track
  }
}

/** The id by which all exports know an Indico session. */
export function readSessionId(session: JsonAt): string | null {
  return readOptionalId(firstWrittenField(session, ['db_id', 'id']))
}

function keyOfTitle(title: string): string {
  return `indico-session-title-${keyPart(title)}`
}

function foldTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase()
}

function textOf(blocks: readonly DocNode[]): string {
  return blocks.map(plainTextOf).join('\n')
}
