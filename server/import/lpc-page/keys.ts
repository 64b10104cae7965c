/** Keys that stay the same as long as titles do: short, readable, unique in one import. */

const MAX_SLUG_LENGTH = 60

/** A title as a key: letters and digits in lower case, accents dropped, everything else a hyphen. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-/, '')
  return slug.slice(0, MAX_SLUG_LENGTH).replace(/-$/, '')
}

/** Hands out keys; the second use of a key gets `-2`, the third `-3`. */
export class KeyRegister {
  readonly #uses = new Map<string, number>()

  claim(wanted: string): string {
    let key = wanted
    while (this.#uses.has(key)) {
      const uses = (this.#uses.get(wanted) ?? 1) + 1
      this.#uses.set(wanted, uses)
      key = `${wanted}-${uses}`
    }
    this.#uses.set(key, 1)
    return key
  }
}
