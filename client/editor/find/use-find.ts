/** Looking for something in one note: what is found, at which match one is, and what edits make of both. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { scrollerOf } from '../hold-still.ts'
import { findMatches, type Match } from './find-matches.ts'
import { foundIn, showFound } from './find-marks.ts'
import type { FindOptions } from './fold-text.ts'

/** Edits move the marks along at once; looking anew waits for a pause. */
const LOOK_AFTER_MS = 250

export interface Finding {
  readonly count: number
  /** From 1; 0: at none. */
  readonly current: number
  /** Whether there are more than are shown. */
  readonly isCut: boolean
  readonly go: (step: 1 | -1) => void
  /** Looks again now, and goes to the first match at or after the place. */
  readonly lookFrom: (position: number) => void
  /** The match that one is at. */
  readonly currentMatch: () => Match | null
}

export function useFind(
  editor: Editor,
  query: string,
  options: FindOptions,
  /** What covers the top of the text. */
  coveredTo: () => number,
): Finding {
  const { matchCase, matchAccents } = options
  const [isCut, setCut] = useState(false)
  /** Where the search goes on from while somebody types what they look for. */
  const [start] = useState(() => caretIn(editor))
  const anchor = useRef(start)
  const { count, current } = useEditorState({
    editor,
    selector: ({ editor }) => {
      const found = foundIn(editor)
      return { count: found.matches.length, current: found.current + 1 }
    },
  })

  const look = useCallback(
    (position: number): void => {
      const result = findMatches(editor.state.doc, query, { matchCase, matchAccents })
      setCut(result.isCut)
      const next = result.matches.findIndex(({ from }) => from >= position)
      showFound(editor, {
        matches: result.matches,
        current: next === -1 && result.matches.length > 0 ? 0 : next,
      })
    },
    [editor, query, matchCase, matchAccents],
  )

  useEffect(() => {
    look(anchor.current)
    reveal(editor, coveredTo())
  }, [look, editor, coveredTo])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const lookSoon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => look(currentOf(editor)?.from ?? anchor.current), LOOK_AFTER_MS)
    }
    editor.on('update', lookSoon)
    return () => {
      editor.off('update', lookSoon)
      clearTimeout(timer)
    }
  }, [editor, look])

  // Nothing is marked once nobody looks for anything.
  useEffect(
    () => () => {
      if (!editor.isDestroyed) showFound(editor)
    },
    [editor],
  )

  const go = (step: 1 | -1): void => {
    const { matches, current: at } = foundIn(editor)
    if (matches.length === 0) return
    const next = at === -1 ? 0 : (at + step + matches.length) % matches.length
    showFound(editor, { matches, current: next })
    anchor.current = matches[next]?.from ?? anchor.current
    reveal(editor, coveredTo())
  }
  const lookFrom = (position: number): void => {
    anchor.current = position
    look(position)
    reveal(editor, coveredTo())
  }
  return { count, current, isCut, go, lookFrom, currentMatch: () => currentOf(editor) }
}

function currentOf(editor: Editor): Match | null {
  const { matches, current } = foundIn(editor)
  return matches[current] ?? null
}

/**
 * Where the caret is. Asks the browser: who moves the caret and presses Ctrl+F at once is in the bar before the editor is
 * told of the move.
 */
function caretIn({ state, view }: Editor): number {
  const selection = view.dom.ownerDocument.getSelection()
  if (!selection?.rangeCount) return state.selection.from
  const { startContainer, startOffset } = selection.getRangeAt(0)
  if (!view.dom.contains(startContainer)) return state.selection.from
  return view.posAtDOM(startContainer, startOffset)
}

/** Room (px) for the phone's toolbar below. */
const BELOW_PX = 90

/** Brings the match that one is at into view, if it is not; nothing else moves. */
function reveal(editor: Editor, coveredTo: number): void {
  const mark = editor.view.dom.querySelector('.find-current')
  if (!mark) return
  const { top, bottom } = mark.getBoundingClientRect()
  const scroller = scrollerOf(mark)
  const end = Math.min(
    window.innerHeight - BELOW_PX,
    scroller instanceof Element ? scroller.getBoundingClientRect().bottom : Number.POSITIVE_INFINITY,
  )
  if (top < coveredTo || bottom > end) {
    scroller.scrollBy({ top: top - (coveredTo + end) / 2, behavior: 'instant' })
  }
  // Sideways in long lines of code, and the page itself when the note is partly below it.
  mark.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
}
