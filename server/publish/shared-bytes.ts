/** Bytes of published files while they are being sent: however many read one at once, it is in memory once. */
export class SharedBytes {
  readonly #held = new Map<string, WeakRef<Uint8Array>>()
  readonly #loading = new Map<string, Promise<Uint8Array | null>>()
  readonly #swept = new FinalizationRegistry<string>((sha256) => {
    if (this.#held.get(sha256)?.deref() === undefined) this.#held.delete(sha256)
  })

  async read(
    sha256: string,
    load: (sha256: string) => Promise<Uint8Array | null>,
  ): Promise<Uint8Array | null> {
    const held = this.#held.get(sha256)?.deref()
    if (held) return held
    const loading = this.#loading.get(sha256) ?? load(sha256)
    this.#loading.set(sha256, loading)
    try {
      const bytes = await loading
      if (bytes && !this.#held.get(sha256)?.deref()) {
        this.#held.set(sha256, new WeakRef(bytes))
        this.#swept.register(bytes, sha256)
      }
      return bytes
    } finally {
      this.#loading.delete(sha256)
    }
  }
}
