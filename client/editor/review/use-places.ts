/** Where the passages of threads are while people write, and their marks in the text. */
import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import { placeThreads, type EditorRange, type Passage } from './passages.ts'
import { showReviewMarks } from './review-marks.ts'

/** Marks follow an edit at once; looking for all passages reads the whole text, so it waits for a pause. */
const LOOK_AFTER_MS = 300

/** Stands for the thread that is about to begin. */
const DRAFT = ''

export type Places = ReadonlyMap<string, EditorRange>

/** Words of a draft, kept without drawing anything. */
export interface TypedWords {
  read(): { readonly comment: string; readonly proposed: string | null }
  keep(change: { readonly comment?: string; readonly proposed?: string }): void
}

export function noWords(): TypedWords {
  let words: ReturnType<TypedWords['read']> = { comment: '', proposed: null }
  return {
    read: () => words,
    keep: (change) => {
      words = { ...words, ...change }
    },
  }
}

export interface Draft {
  readonly kind: 'comment' | 'suggestion'
  readonly passage: Passage
  /** What was typed so far: it outlives the panel, which may be closed over it. */
  readonly typed: TypedWords
  /** How often it was asked for: its form gets the focus each time. */
  readonly asked: number
}

/** Null: not known yet. */
export function usePlaces(
  editor: Editor,
  doc: Y.Doc,
  {
    threads,
    current,
    draft,
  }: {
    readonly threads: readonly ReviewThread[]
    readonly current: string | null
    readonly draft: Draft | null
  },
): Places | null {
  const [places, setPlaces] = useState<Places | null>(null)
  const kept = useMemo(
    () => (draft ? [...threads, { ...draft.passage, kind: draft.kind, id: DRAFT }] : threads),
    [threads, draft],
  )

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const lookSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        look()
      }, LOOK_AFTER_MS)
    }
    const look = (): void => {
      // Marks around a text that is being composed would end the composition.
      const found = editor.view.composing ? null : placeThreads(doc, editor.state.doc, kept)
      if (found) setPlaces((known) => (known && isEqual(known, found) ? known : found))
      else lookSoon()
    }
    look()
    editor.on('update', lookSoon)
    return () => {
      editor.off('update', lookSoon)
      clearTimeout(timer)
    }
  }, [editor, doc, kept])

  useEffect(() => {
    if (!places || editor.isDestroyed || editor.view.composing) return
    const shown = [
      ...threads.filter(({ state, id }) => state === 'open' || id === current),
      ...(draft ? [{ id: DRAFT, kind: draft.kind }] : []),
    ]
    showReviewMarks(
      editor,
      shown.flatMap(({ id, kind }) => {
        const range = places.get(id)
        const thread = id === DRAFT ? null : id
        return range ? [{ ...range, thread, kind, isCurrent: thread === null || id === current }] : []
      }),
    )
  }, [editor, places, threads, current, draft])

  useEffect(
    () => () => {
      if (!editor.isDestroyed) showReviewMarks(editor, [])
    },
    [editor],
  )
  return places
}

function isEqual(one: Places, other: Places): boolean {
  return (
    one.size === other.size &&
    [...one].every(([id, { from, to }]) => other.get(id)?.from === from && other.get(id)?.to === to)
  )
}
