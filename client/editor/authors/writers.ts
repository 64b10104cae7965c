/** Who wrote which items of a note, as far as the server has told: it alone knows (docs/SPEC.md, HIST-5). */
import type { Author, NoteWriters } from '../../../shared/contracts/history.ts'
import { addRun, piecesOf, type ItemRuns } from '../../../shared/domain/item-runs.ts'

/** What one author (place in a list) wrote in one minute (ISO 8601). */
export interface Writing {
  readonly author: number
  readonly at: string
}

export class Writers {
  #seq = 0
  readonly #authors: Author[] = []
  readonly #writings: Writing[] = []
  readonly #places = new Map<string, number>()
  readonly #items: ItemRuns = new Map()

  /** Up to which place in the note's log it is known. */
  get seq(): number {
    return this.#seq
  }

  get authors(): readonly Author[] {
    return this.#authors
  }

  /** Adds what was written since; every answer has lists of its own. */
  add({ seq, authors, writings, runs }: NoteWriters): void {
    const authorPlaces = authors.map((author) =>
      this.#placeOf(`author ${JSON.stringify([author.name, author.color])}`, this.#authors, author),
    )
    const writingPlaces = writings.map(({ author: place, at }) => {
      const author = authorPlaces[place] ?? -1
      return this.#placeOf(`writing ${author} ${at}`, this.#writings, { author, at })
    })
    for (const [client, from, to, writing] of runs) {
      const place = writingPlaces[writing]
      if (place !== undefined) addRun(this.#items, [client, from, to], place)
    }
    this.#seq = Math.max(this.#seq, seq)
  }

  /** The items `[clock, clock + length)` of a client in stretches of one writing each; null: not known yet. */
  writingsOf(
    client: number,
    clock: number,
    length: number,
  ): readonly { readonly length: number; readonly writing: Writing | null }[] {
    return piecesOf(this.#items, [client, clock, clock + length]).map(({ from, to, value }) => ({
      length: to - from,
      writing: value === null ? null : (this.#writings[value] ?? null),
    }))
  }

  #placeOf<Value>(key: string, list: Value[], value: Value): number {
    let place = this.#places.get(key)
    if (place === undefined) {
      place = list.length
      this.#places.set(key, place)
      list.push(value)
    }
    return place
  }
}
