import type { Author } from '../../shared/contracts/history.ts'
import { colorOf } from '../../shared/domain/palette.ts'
import type { LoggedEntry } from '../storage/note-log.ts'

/** Those who wrote, each once, in the order in which they come up. Somebody who takes another name goes on as another. */
export class Authors {
  readonly list: Author[] = []
  readonly #places = new Map<string, number>()

  /** Their place in the list. */
  placeOf({ actor, actorName }: Pick<LoggedEntry, 'actor' | 'actorName'>): number {
    const key = JSON.stringify([actor, actorName])
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.list.length
      this.#places.set(key, place)
      // The server itself has no name, but what a note begins with has.
      const name = actorName ?? (actor === null ? null : 'Guest')
      this.list.push({ name, color: colorOf(actor ?? '') })
    }
    return place
  }
}
