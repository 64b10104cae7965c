/** Which payload came when, in order of arrival. Kept in typed arrays: a run has millions. */
export class Timeline {
  #ids = new Uint32Array(64)
  #times = new Float64Array(64)
  #length = 0

  get length(): number {
    return this.#length
  }

  add(id: number, time: number): void {
    if (this.#length === this.#ids.length) this.#grow()
    this.#ids[this.#length] = id
    this.#times[this.#length++] = time
  }

  id(index: number): number {
    return this.#ids[index] as number
  }

  time(index: number): number {
    return this.#times[index] as number
  }

  #grow(): void {
    const ids = new Uint32Array(this.#length * 2)
    const times = new Float64Array(this.#length * 2)
    ids.set(this.#ids)
    times.set(this.#times)
    this.#ids = ids
    this.#times = times
  }
}
