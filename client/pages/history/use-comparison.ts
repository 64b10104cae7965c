/**
 * The note at a place, compared with another. While either loads, what was shown before stays; what is no longer wanted
 * is aborted.
 */
import { useThrottledValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Author, NoteState } from '../../../shared/contracts/history.ts'
import type { DocJson } from '../../../shared/schema/doc-json.ts'
import { noteStateQuery } from './queries.ts'
import { compareDocs, type Comparison } from './compare-docs.ts'
import { EMPTY_DOC, readState } from './read-state.ts'

export interface ShownState extends Comparison {
  readonly at: number
  /** Null: not compared with anything. */
  readonly other: number | null
  /** What the note said at `at`, without what was deleted. */
  readonly state: DocJson
}

/** While somebody drags the slider the server is asked ten times a second at most. */
const ASK_EVERY_MS = 100

export function useComparison(options: {
  readonly noteId: string
  readonly at: number
  readonly other: number | null
  readonly authors: readonly Author[]
}): {
  readonly shown: ShownState | null
  readonly loading: boolean
  readonly error: Error | null
  readonly retry: () => void
} {
  const { noteId, at, other, authors } = options
  const wanted = useMemo(() => ({ at, other }), [at, other])
  const place = useThrottledValue(wanted, ASK_EVERY_MS)
  const current = useDocAt(noteId, place.at, authors)
  const base = useDocAt(noteId, place.other ?? 0, authors)

  const fresh = useMemo((): ShownState | null => {
    if (!current.doc || !base.doc) return null
    const state = current.doc
    if (place.other === null || place.other === place.at) return { ...place, state, doc: state, changes: [] }
    // In the order of time, whichever of the two is looked at: what came is inserted, what went is deleted.
    const compared = place.other < place.at ? compareDocs(base.doc, state) : compareDocs(state, base.doc)
    return { ...place, state, ...compared }
  }, [current.doc, base.doc, place])

  const [shown, setShown] = useState<ShownState | null>(fresh)
  if (fresh !== null && fresh !== shown) setShown(fresh)
  return {
    shown: fresh ?? shown,
    loading: fresh === null || place !== wanted,
    error: current.error ?? base.error,
    retry: () => {
      current.retry()
      base.retry()
    },
  }
}

function useDocAt(noteId: string, seq: number, authors: readonly Author[]) {
  // Before the first place there is nothing, and nothing to ask for.
  const state = useQuery({ ...noteStateQuery(noteId, seq), enabled: seq > 0 })
  const doc = useMemo(() => docOf(state.data, seq, authors), [state.data, seq, authors])
  return { doc, error: seq > 0 ? state.error : null, retry: () => void state.refetch() }
}

function docOf(state: NoteState | undefined, seq: number, authors: readonly Author[]): DocJson | null {
  if (seq === 0) return EMPTY_DOC
  return state ? readState(state, authors) : null
}
