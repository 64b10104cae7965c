/**
 * The requests with frames of one connection, each taken once and in the order of their numbers, however often and in
 * whatever order they arrive. At most one body is read at a time; those that are ahead wait unread.
 */
import { MAX_POSTS_AHEAD } from '../../shared/protocol/limits.ts'

/** `taken`: now or before. `ahead`: too many are missing before it. `dropped`: repeated by a later request, or over. */
export type PostFate = 'taken' | 'ahead' | 'dropped'

export interface Post {
  readonly number: number
  /** Resolves with the whole body; rejects when it does not come, and once the signal says that nobody waits for it. */
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>
  readonly apply: (body: Uint8Array) => void
}

interface Waiting {
  readonly abort: AbortController
  readonly wake: () => void
}

export class NumberedPosts {
  #next = 1
  /** The one that is read, and those that wait. */
  readonly #posts = new Map<number, Waiting>()

  /** Rejects when the body does not come; the same number can be sent again then. */
  async take({ number, read, apply }: Post): Promise<PostFate> {
    if (number < this.#next) return 'taken'
    if (number > this.#next + MAX_POSTS_AHEAD) return 'ahead'
    // Who sends a request again no longer waits for the answer to the first.
    this.#drop(number)
    let wake = (): void => {}
    const turn = new Promise<void>((resolve) => (wake = resolve))
    const post: Waiting = { abort: new AbortController(), wake }
    this.#posts.set(number, post)
    const { signal } = post.abort
    try {
      if (number > this.#next) await turn
      if (signal.aborted) return 'dropped'
      const body = await read(signal)
      if (signal.aborted) return 'dropped'
      this.#next++
      apply(body)
      return 'taken'
    } catch (error) {
      if (signal.aborted && error === signal.reason) return 'dropped'
      throw error
    } finally {
      if (this.#posts.get(number) === post) this.#posts.delete(number)
      this.#posts.get(this.#next)?.wake()
    }
  }

  /** The connection is over. */
  end(): void {
    for (const number of this.#posts.keys()) this.#drop(number)
  }

  #drop(number: number): void {
    const post = this.#posts.get(number)
    this.#posts.delete(number)
    post?.abort.abort()
    post?.wake()
  }
}
