/**
 * Keeps a page up to date: by its stream, or where that fails repeatedly by asking for the page again, with waits that
 * grow between failures. Knows nothing of the DOM: what it gets goes to `onNote` and `onPage`, how it stands to
 * `onState`.
 */
import { backOffMs } from './back-off.ts'
import { readEvents, type ServerEvent } from './event-stream.ts'
import { stopReasonOf, type FollowState } from './follow-state.ts'
import { applyPatch, type NoteContent, type NotePatch } from './note-text.ts'
import type { PolledPage } from './poll-page.ts'

/** How long a stream may take to begin, and be silent, in ms. */
export interface LineLimits {
  /** The server begins at once: where nothing comes, something on the way holds back answers that do not end. */
  readonly begin: number
  /** The server sends something every 15 s: a line that is silent for longer than two of these is dead. */
  readonly silence: number
}
const LINE_LIMITS: LineLimits = { begin: 10_000, silence: 40_000 }
/** Streams that fell silent in a row before the page is polled: one may have been cut off, or asleep. */
const SILENCES_BEFORE_POLLING = 2
/** Streams that failed in a row before the page is polled. */
const FAILURES_BEFORE_POLLING = 3
/** While polling, the stream is tried again after this many polls. */
const POLLS_BEFORE_STREAM = 6

export interface FollowerOptions {
  /** Null: the page has no stream and is only polled. */
  readonly stream: string | null
  readonly pollSeconds: number
  readonly poll: (signal: AbortSignal) => Promise<PolledPage>
  /** Sequence numbers of what the page shows, by note. */
  readonly shown: () => ReadonlyMap<string, number>
  readonly onNote: (content: NoteContent) => void
  readonly onPage: (page: Document) => void
  readonly onState: (state: FollowState) => void
  readonly limits?: LineLimits
}

/** How a stream ended: before anything came, because nothing came (any more), or after it was alive. */
type StreamEnd = 'failed' | 'unheard' | 'silent' | 'broken'

export class PageFollower {
  readonly #options: FollowerOptions
  #running: AbortController | null = null
  #stopped = false
  #wake: () => void = () => {}
  #cut: () => void = () => {}

  constructor(options: FollowerOptions) {
    this.#options = options
  }

  /** Starts, or goes on after `pause`. Does nothing once the server has refused. */
  start(): void {
    if (this.#stopped || this.#running) return
    const running = new AbortController()
    this.#running = running
    void this.#run(running.signal)
  }

  /** Gives up the line until `start`. */
  pause(): void {
    if (this.#stopped || !this.#running) return
    this.#running.abort()
    this.#running = null
    this.#options.onState({ kind: 'paused' })
  }

  /** Ends a wait between two tries: the device says that the network is back. */
  retryNow(): void {
    this.#wake()
  }

  /** Drops the stream, if there is one: the device says that the network is gone, which the line itself notices late. */
  dropLine(): void {
    this.#cut()
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { stream } = this.#options
    let failures = stream === null ? FAILURES_BEFORE_POLLING : 0
    let silences = 0
    while (!signal.aborted) {
      if (stream !== null && failures < FAILURES_BEFORE_POLLING) {
        const end = await this.#followStream(stream, signal)
        if (signal.aborted || this.#stopped) return
        if (end === 'silent') silences++
        else if (end === 'broken') silences = 0
        // Asking again gives updates where streams are held back.
        const isHeldBack = end === 'unheard' || silences >= SILENCES_BEFORE_POLLING
        if (isHeldBack) failures = FAILURES_BEFORE_POLLING
        else failures = end === 'failed' ? failures + 1 : 1
        this.#options.onState({ kind: 'reconnecting' })
        if (!isHeldBack) await this.#wait(backOffMs(failures, Math.random()), signal)
      } else {
        await this.#pollSome(stream === null ? Number.POSITIVE_INFINITY : POLLS_BEFORE_STREAM, signal)
        if (this.#stopped) return
        // One try of the stream; when it fails as well, polling goes on.
        failures = FAILURES_BEFORE_POLLING - 1
      }
    }
  }

  /** Resolves when the stream ends. */
  async #followStream(stream: string, outer: AbortSignal): Promise<StreamEnd> {
    const { begin, silence: silenceLimit } = this.#options.limits ?? LINE_LIMITS
    const line = new AbortController()
    const cut = () => line.abort()
    this.#cut = cut
    outer.addEventListener('abort', cut)
    let isSilent = false
    const tooSilent = () => {
      isSilent = true
      cut()
    }
    let silence = setTimeout(tooSilent, begin)
    let alive = false
    try {
      const places = [...this.#options.shown()].map(([note, seq]) => `${note}=${seq}`).join(',')
      const url = `${stream}&patches=1&after=${encodeURIComponent(places)}`
      const response = await fetch(url, {
        signal: line.signal,
        cache: 'no-store',
        credentials: 'same-origin',
      })
      const reason = stopReasonOf(response.status)
      if (reason !== null) this.#stop(reason)
      if (!response.ok || !response.body) return 'failed'
      const known = new Map<string, NoteContent>()
      await readEvents(response.body, (event) => {
        clearTimeout(silence)
        silence = setTimeout(tooSilent, silenceLimit)
        if (!alive && !outer.aborted) this.#options.onState({ kind: 'live' })
        alive = true
        if (event !== null && !outer.aborted) this.#take(event, known)
      })
    } catch {
      // A line that breaks says nothing more than that; the caller tries again.
    } finally {
      clearTimeout(silence)
      outer.removeEventListener('abort', cut)
      cut()
    }
    if (isSilent) return alive ? 'silent' : 'unheard'
    return alive ? 'broken' : 'failed'
  }

  #take(event: ServerEvent, known: Map<string, NoteContent>): void {
    if (event.name === 'end') return this.#stop((JSON.parse(event.data) as { detail: string }).detail)
    const content = readContent(event, known)
    if (content === undefined) return
    // Never happens with a server that keeps the rules; then the whole text is better than a wrong one.
    if (content === null) throw new Error('a patch for a text that is not here')
    known.set(content.note, content)
    this.#options.onNote(content)
  }

  async #pollSome(times: number, signal: AbortSignal): Promise<void> {
    const { poll, pollSeconds, onPage, onState } = this.#options
    for (let round = 0, failures = 0; round < times && !signal.aborted; round++) {
      try {
        const answer = await poll(signal)
        if (signal.aborted) return
        const reason = answer.kind === 'refused' ? stopReasonOf(answer.status) : null
        if (reason !== null) return this.#stop(reason)
        if (answer.kind === 'refused') throw new Error(`the server answered ${answer.status}`)
        if (answer.kind === 'changed') onPage(answer.page)
        failures = 0
        onState({ kind: 'polling', seconds: pollSeconds })
        await this.#wait(pollSeconds * 1_000 * (0.9 + Math.random() / 5), signal)
      } catch {
        if (signal.aborted) return
        failures++
        onState({ kind: 'reconnecting' })
        await this.#wait(backOffMs(failures, Math.random()), signal)
      }
    }
  }

  #stop(reason: string): void {
    this.#stopped = true
    this.#running?.abort()
    this.#options.onState({ kind: 'stopped', reason })
  }

  #wait(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, delayMs)
      signal.addEventListener('abort', done)
      this.#wake = done
    })
  }
}

function readContent(
  event: ServerEvent,
  known: ReadonlyMap<string, NoteContent>,
): NoteContent | null | undefined {
  if (event.name === 'content') return JSON.parse(event.data) as NoteContent
  if (event.name !== 'patch') return undefined
  const patch = JSON.parse(event.data) as NotePatch
  return applyPatch(known.get(patch.note), patch)
}
