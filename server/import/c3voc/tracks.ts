/**
 * The tracks of a c3voc schedule: those that the conference lists, in its order, then those that only events name.
 * Events refer to a track by name; newer schedules also by slug or guid.
 */
import {
  fieldOf,
  isAbsent,
  isJsonObject,
  readOptionalId,
  readOptionalLine,
  readOptionalList,
  unexpectedValue,
  type JsonAt,
} from '../json-input.ts'
import type { ImportedTrack } from '../programme.ts'
import { keyPart, UniqueKeys } from '../source-key.ts'
import { chooseTranslation, type C3vocContext } from './context.ts'

interface TrackReference {
  readonly title: string | null
  readonly slug: string | null
  readonly guid: string | null
}

/** Finds or adds the tracks that a schedule names. */
export class C3vocTracks {
  readonly #context: C3vocContext
  readonly #tracks: ImportedTrack[] = []
  readonly #keys = new UniqueKeys()
  /** Folded names, slugs and guids, each with a prefix that says which it is. */
  readonly #byReference = new Map<string, ImportedTrack>()

  constructor(context: C3vocContext) {
    this.#context = context
  }

  /** Reads `conference.tracks`. */
  readListed(at: JsonAt): void {
    for (const item of readOptionalList(at)) {
      const reference = this.#readReference(item)
      if (!reference) continue
      const known = this.#find(reference)
      if (known) {
        this.#remember(reference, known)
        this.#context.warnings.add({
          code: 'track-listed-twice',
          place: item.place,
          message: `Track “${known.title}” is listed twice; it was imported once.`,
        })
      } else this.#add(reference)
    }
  }

  /** The track that an event names, added when the conference does not list it; null when it names none. */
  forEvent(at: JsonAt): ImportedTrack | null {
    const reference = this.#readReference(at)
    return reference && (this.#find(reference) ?? this.#add(reference))
  }

  list(): readonly ImportedTrack[] {
    return this.#tracks
  }

  #readReference(at: JsonAt): TrackReference | null {
    if (isAbsent(at)) return null
    const isReference =
      isJsonObject(at.value) &&
      ['name', 'title', 'slug', 'guid'].some((name) => Object.hasOwn(Object(at.value), name))
    if (!isReference) {
      const title = readOptionalLine(chooseTranslation(at, this.#context))
      return title === null ? null : { title, slug: null, guid: null }
    }
    const nameAt = isAbsent(fieldOf(at, 'name')) ? fieldOf(at, 'title') : fieldOf(at, 'name')
    const reference = {
      title: readOptionalLine(chooseTranslation(nameAt, this.#context)),
      slug: readOptionalLine(fieldOf(at, 'slug')),
      guid: readOptionalId(fieldOf(at, 'guid')),
    }
    if (reference.title === null && reference.slug === null && reference.guid === null) {
      throw unexpectedValue(at, 'the name, the slug or the guid of a track')
    }
    return reference
  }

  #find(reference: TrackReference): ImportedTrack | undefined {
    for (const name of referenceNames(reference)) {
      const track = this.#byReference.get(name)
      if (track) return track
    }
    return undefined
  }

  #add(reference: TrackReference): ImportedTrack {
    const title = reference.title ?? reference.slug ?? reference.guid ?? ''
    const track: ImportedTrack = {
      key: this.#keys.take(reference.guid ?? reference.slug ?? keyPart(title)),
      title,
      description: null,
      topics: [],
      leads: [],
      links: [],
      summary: null,
    }
    this.#tracks.push(track)
    this.#remember(reference, track)
    return track
  }

  #remember(reference: TrackReference, track: ImportedTrack): void {
    for (const name of referenceNames(reference)) {
      if (!this.#byReference.has(name)) this.#byReference.set(name, track)
    }
  }
}

function referenceNames({ guid, slug, title }: TrackReference): readonly string[] {
  return [
    ...(guid === null ? [] : [`guid ${guid.toLowerCase()}`]),
    ...(slug === null ? [] : [`slug ${slug.toLowerCase()}`]),
    ...(title === null ? [] : [`name ${title.normalize('NFKC').toLowerCase()}`]),
  ]
}
