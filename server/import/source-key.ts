/** Keys of tracks and sessions that stay the same from one import of a programme to the next. */

/** A text as part of a key: lower case, letters, digits, `+` and `#` kept, everything else one hyphen. */
export function keyPart(text: string): string {
  const part = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return part === '' ? 'untitled' : part
}

/** The key of something that has no id of its own: made from its track and its title. */
export function keyFromTitle(track: string | null, title: string): string {
  return track === null ? keyPart(title) : `${keyPart(track)}/${keyPart(title)}`
}

/** Hands out each key once: a key that is wanted again comes back as `key#2`, `key#3`, … */
export class UniqueKeys {
  readonly #taken = new Set<string>()
  readonly #lastNumber = new Map<string, number>()

  /** The key itself when it is still free. */
  take(wanted: string): string {
    let number = this.#lastNumber.get(wanted) ?? 1
    let key = wanted
    while (this.#taken.has(key)) {
      number += 1
      key = `${wanted}#${number}`
    }
    this.#lastNumber.set(wanted, number)
    this.#taken.add(key)
    return key
  }
}
