/**
 * One reader's open stream of server-sent events. Holds at most the newest version of each note that the reader does
 * not have yet: a line that is too slow for every change gets fewer of them, never old ones, and never a growing queue.
 */
import type { Response } from 'express'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Clock } from '../lib/clock.ts'
import { contentFrame, endFrame, HEARTBEAT_FRAME, idLine, patchFrame } from '../publish/live-frames.ts'
import type { LiveNotes } from '../publish/live-notes.ts'
import type { NoteVersion } from '../publish/note-version.ts'

/** A reader who takes nothing for so long is gone. */
const GONE_AFTER_MS = MINUTE_MS

interface Place {
  readonly note: { readonly id: NoteId; readonly kind: NoteKind }
  /** What the reader has; -1: nothing. */
  seq: number
  /** The version at `seq` when it was sent on this stream, so that a patch can build on it. */
  sent: NoteVersion | null
  /** Not sent yet; null: nothing. */
  newest: NoteVersion | null
}

export class LiveStream {
  readonly #response: Response
  readonly #clock: Clock
  readonly #patches: boolean
  readonly #places: readonly Place[]
  readonly #stops: (() => void)[] = []
  #fullSince: number | null = null
  #closed = false

  /** `seqs` is what the reader has already. */
  constructor(options: {
    readonly response: Response
    readonly clock: Clock
    readonly notes: readonly { readonly id: NoteId; readonly kind: NoteKind }[]
    readonly seqs: ReadonlyMap<string, number>
    /** The reader understands `patch` events. */
    readonly patches: boolean
  }) {
    this.#response = options.response
    this.#clock = options.clock
    this.#patches = options.patches
    this.#places = options.notes.map((note) => ({
      note,
      seq: options.seqs.get(note.id) ?? -1,
      sent: null,
      newest: null,
    }))
    this.#response.on('close', () => this.#release())
    this.#response.on('drain', () => {
      this.#fullSince = null
      this.#send()
    })
  }

  /** Follows the notes, then answers; rejects before anything was answered when one cannot be read. */
  async open(liveNotes: LiveNotes): Promise<void> {
    for (const place of this.#places) {
      const stop = await liveNotes.follow(place.note, (version) => {
        place.newest = version
        this.#send()
      })
      if (this.#closed) stop()
      else this.#stops.push(stop)
    }
    if (this.#closed) return
    this.#response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform keeps compression off, which would hold events back.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    this.#write([HEARTBEAT_FRAME])
    this.#send()
  }

  /** Says that the line is alive, or drops a reader who has taken nothing for long. */
  beat(): void {
    if (this.#closed || !this.#response.headersSent) return
    if (this.#fullSince === null) this.#write([HEARTBEAT_FRAME])
    else if (this.#clock.now() - this.#fullSince >= GONE_AFTER_MS) this.#response.destroy()
  }

  /** Ends the stream for good: the reader is told why. */
  end(reason: { readonly code: string; readonly detail: string }): void {
    if (this.#closed) return
    if (this.#response.headersSent) this.#response.end(endFrame(reason))
    else this.#response.destroy()
    this.#release()
  }

  /** Cuts the line; the reader comes back later. */
  close(): void {
    if (this.#closed) return
    this.#release()
    if (this.#response.headersSent) this.#response.end()
    else this.#response.destroy()
  }

  #send(): void {
    if (!this.#response.headersSent) return
    for (const place of this.#places) {
      if (this.#closed || this.#fullSince !== null) return
      const { newest } = place
      place.newest = null
      if (newest === null || newest === place.sent) continue
      // The same place again is the same text, unless it was made anew after it was sent.
      const isAnew = place.sent !== null && newest.patch === null
      if (newest.seq === place.seq && !isAnew) continue
      const mayPatch = this.#patches && place.sent !== null && newest.patch?.from === place.seq
      const frame = (mayPatch ? patchFrame(newest) : null) ?? contentFrame(newest)
      place.seq = newest.seq
      place.sent = newest
      this.#write([idLine(this.#places.map(({ note, seq }) => ({ noteId: note.id, seq }))), frame])
    }
  }

  #write(chunks: readonly (string | Buffer)[]): void {
    this.#response.cork()
    let free = true
    for (const chunk of chunks) free = this.#response.write(chunk)
    this.#response.uncork()
    if (!free) this.#fullSince ??= this.#clock.now()
  }

  #release(): void {
    this.#closed = true
    for (const stop of this.#stops.splice(0)) stop()
  }
}
