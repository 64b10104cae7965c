/** The headings of an open note as people type, and which section one is in. */
import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { scrollerOf } from '../hold-still.ts'
import { isRemoteTransaction } from '../remote-change.ts'
import { outlineOf, sectionAt, type OutlineHeading } from './outline-of.ts'

/** Reading the headings goes through the whole text, so it waits for a pause. */
const READ_AFTER_MS = 300

export interface Outline {
  readonly headings: readonly OutlineHeading[]
  /** -1: before the first heading. */
  readonly current: number
}

export function useOutline(editor: Editor): Outline {
  const [outline, setOutline] = useState<Outline>(() => {
    const headings = outlineOf(editor.state.doc)
    return { headings, current: sectionAt(headings, editor.state.selection.head) }
  })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let frame = 0
    const readSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        const headings = outlineOf(editor.state.doc)
        setOutline({ headings, current: sectionAt(headings, editor.state.selection.head) })
      }, READ_AFTER_MS)
    }
    const setCurrent = (find: (headings: readonly OutlineHeading[]) => number): void =>
      setOutline((shown) => {
        const current = find(shown.headings)
        return current === shown.current ? shown : { ...shown, current }
      })
    const followCaret = ({
      transaction,
    }: {
      readonly transaction: Parameters<typeof isRemoteTransaction>[0]
    }): void => {
      // Places have moved: the headings are read again first.
      if (transaction.docChanged || isRemoteTransaction(transaction)) return
      setCurrent((headings) => sectionAt(headings, editor.state.selection.head))
    }
    const followScroll = (event: Event): void => {
      if (!(event.target instanceof Node) || !event.target.contains(editor.view.dom)) return
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setCurrent((headings) => sectionInView(editor, headings)))
    }
    editor.on('update', readSoon)
    editor.on('selectionUpdate', followCaret)
    window.addEventListener('scroll', followScroll, { capture: true, passive: true })
    return () => {
      editor.off('update', readSoon)
      editor.off('selectionUpdate', followCaret)
      window.removeEventListener('scroll', followScroll, { capture: true })
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }, [editor])

  return outline
}

/** While the caret is in view it tells where one is; when it was scrolled away, what is at the top does. */
function sectionInView(editor: Editor, headings: readonly OutlineHeading[]): number {
  const { head } = editor.state.selection
  const caret = editor.isFocused ? editor.view.coordsAtPos(head) : null
  const isSeen = caret !== null && caret.bottom > coveredTo(editor.view.dom) && caret.top < window.innerHeight
  return isSeen ? sectionAt(headings, head) : lastReached(editor, headings)
}

/** What is seen of the text begins here (px): below the top of what scrolls, and the bars that stick to it. */
function coveredTo(element: Element): number {
  const scroller = scrollerOf(element)
  const top = scroller instanceof Element ? scroller.getBoundingClientRect().top : 0
  return top + Number.parseFloat(getComputedStyle(element).scrollMarginBlockStart)
}

/** A heading this close (px) to the top has reached it. */
const NEAR_PX = 12

/** The last heading that has reached the top of what is seen. They are in order, so half of them need not be asked. */
function lastReached(editor: Editor, headings: readonly OutlineHeading[]): number {
  let low = 0
  let high = headings.length
  while (low < high) {
    const middle = (low + high) >> 1
    const element = editor.view.nodeDOM(headings[middle]?.position ?? 0)
    const isReached =
      element instanceof Element && element.getBoundingClientRect().top < coveredTo(element) + NEAR_PX
    if (isReached) low = middle + 1
    else high = middle
  }
  return low - 1
}
