/**
 * The notes that this page has open. Whoever shows a note takes it and gives it back; one that still has unsaved
 * work when nobody shows it any more stays open behind the scenes until the server has it, so that going to another
 * page never strands changes on this device.
 */
import { LiveNote, type LiveNoteOptions } from './live-note.ts'

export class OpenNotes {
  readonly #open = new Map<string, { readonly live: LiveNote; users: number }>()

  /** The open note of these options, opened if it is not. Give it back with {@link release}. */
  take(options: LiveNoteOptions): LiveNote {
    const key = keyOf(options)
    const known = this.#open.get(key)
    if (known && known.live.sync.kind !== 'refused') {
      known.users += 1
      return known.live
    }
    const live = new LiveNote(options)
    this.#open.set(key, { live, users: 1 })
    return live
  }

  release(live: LiveNote): void {
    for (const [key, entry] of this.#open) {
      if (entry.live !== live) continue
      entry.users -= 1
      if (entry.users === 0) this.#closeWhenSaved(key, live)
      return
    }
    // Somebody opened the note anew after this one was refused.
    live.dispose()
  }

  #closeWhenSaved(key: string, live: LiveNote): void {
    const check = (): void => {
      const entry = this.#open.get(key)
      if (entry?.live !== live || entry.users > 0) return stop()
      if (live.sync.pending > 0 && live.sync.kind !== 'refused') return
      stop()
      this.#open.delete(key)
      live.dispose()
    }
    const stop = live.onSync(check)
    check()
  }
}

function keyOf(options: LiveNoteOptions): string {
  return `${options.mayWrite ? 'write' : 'read'} ${options.noteId}`
}
