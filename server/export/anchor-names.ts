/** Names for anchors in one page: made from the text, stable as long as the text is, each given once. */
export class AnchorNames {
  readonly #given = new Set<string>()
  readonly #prefix: string

  /** A prefix keeps the names of several documents in one page apart. */
  constructor(prefix = '') {
    this.#prefix = prefix
  }

  nameFor(text: string): string {
    const slug = text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60)
    const base = slug || 'section'
    let name = base
    for (let i = 2; this.#given.has(name); i++) name = `${base}-${i}`
    this.#given.add(name)
    return `${this.#prefix}${name}`
  }
}
