/** The threads of an open note, read again whenever the server says that they have changed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import { fetchThreads } from '../../api/review.ts'
import type { LiveNote } from '../../collab/live-note.ts'

/** Those who have a note open hear of a comment at the same moment, and need not ask at the same moment. */
const ASK_WITHIN_MS = 300

export interface Threads {
  /** Null: not known yet. */
  readonly threads: readonly ReviewThread[] | null
  /** Whether the server could not be asked the last time. */
  readonly hasFailed: boolean
  readonly reload: () => Promise<void>
}

export function useThreads(noteId: string, live: LiveNote): Threads {
  const [threads, setThreads] = useState<readonly ReviewThread[] | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const again = useRef(async (): Promise<void> => undefined)

  useEffect(() => {
    const ended = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = 0
    const load = async (): Promise<void> => {
      const question = ++asked
      try {
        const answer = await fetchThreads(noteId, ended.signal)
        // An answer to an older question may come later.
        if (question !== asked) return
        setThreads(answer.threads)
        setFailed(false)
      } catch {
        if (question === asked && !ended.signal.aborted) setFailed(true)
      }
    }
    again.current = load
    void load()
    const stop = live.onReviewChanged(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        void load()
      }, Math.random() * ASK_WITHIN_MS)
    })
    return () => {
      ended.abort()
      clearTimeout(timer)
      stop()
    }
  }, [noteId, live])

  return { threads, hasFailed, reload: useCallback(() => again.current(), []) }
}
