import type { LiveNote } from '../../collab/live-note.ts'

/** Longer than this nobody should wait at a button; the server then says what it lacks. */
const WAIT_MS = 5_000

/** Resolves when the server has all that was typed here: it reads for itself what a comment is about. */
export async function whenSaved(live: LiveNote): Promise<void> {
  if (live.sync.pending === 0) return
  live.checkSaved()
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, WAIT_MS)
    const stop = live.onSync(() => {
      if (live.sync.pending === 0) done()
    })
  })
}
