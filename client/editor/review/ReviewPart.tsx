/**
 * Comments and suggestions on an open note: their marks in the text, and the panel with their words when it is open.
 * Loaded a moment after the note.
 */
import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import type { LiveNote } from '../../collab/live-note.ts'
import { notifyTrouble } from '../../components/notify.ts'
import type { PaneTools } from '../use-pane-tools.ts'
import { lineAt, passageAt, type Passage } from './passages.ts'
import './review-marks.css'
import { threadAt } from './review-marks.ts'
import { ReviewPanel } from './ReviewPanel.tsx'
import { showPassage } from './show-passage.ts'
import { noWords, usePlaces, type Draft } from './use-places.ts'
import { useThreads } from './use-threads.ts'

export interface ReviewPartProps {
  readonly editor: Editor
  readonly note: NoteInfo
  readonly live: LiveNote
  readonly tools: PaneTools
  readonly announce: (text: string) => void
  /** Asks a guest for a name; null: there is one. */
  readonly askName: (() => void) | null
  /** Called when the script of this part does not come. */
  readonly onClose?: (() => void) | undefined
}

const NOWHERE = { asked: null, to: null }
const NONE: readonly ReviewThread[] = []

export function ReviewPart({
  editor,
  note,
  live,
  tools,
  announce,
  askName,
}: ReviewPartProps): React.JSX.Element | null {
  const { threads, hasFailed, reload } = useThreads(note.id, live)
  const [current, setCurrent] = useState<string | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const latestDraft = useRef(draft)
  useEffect(() => {
    latestDraft.current = draft
  }, [draft])
  const places = usePlaces(editor, live.doc, { threads: threads ?? NONE, current, draft })
  const { review, reviewAsked, openReview, closeReview, setReviewCount } = tools
  const whenNamed = useWhenNamed(askName)

  // One that is closed while it is chosen is done with; from the list of closed ones it can be chosen again.
  const currentState = threads?.find(({ id }) => id === current)?.state ?? null
  const [seen, setSeen] = useState({ current, currentState })
  if (seen.current !== current || seen.currentState !== currentState) {
    setSeen({ current, currentState })
    if (seen.current === current && seen.currentState === 'open' && currentState !== null) setCurrent(null)
  }

  const openCount = threads?.filter(({ state }) => state === 'open').length ?? null
  useEffect(() => setReviewCount(openCount), [setReviewCount, openCount])

  const choose = useCallback(
    (thread: string): void => {
      setCurrent(thread)
      openReview()
    },
    [openReview],
  )
  useChosenInText(editor, choose)

  const begin = useRef((_kind: Draft['kind']): void => undefined)
  useEffect(() => {
    begin.current = (kind) => {
      const { from, to, empty } = editor.state.selection
      const here = empty ? threadAt(editor, from) : null
      if (here !== null) {
        focusText(editor)
        return choose(here)
      }
      // Who only reads has no caret.
      const hasCaret = empty && editor.isEditable
      const range = hasCaret ? lineAt(editor.state.doc, from) : { from, to }
      const passage = range && passageAt(live.doc, editor.state.doc, range)
      if (passage && kind === 'suggestion' && passage.blocks > 1) {
        focusText(editor)
        return notifyTrouble('Nothing was begun.', 'A suggestion stays within one paragraph: select less.')
      }
      if (passage) {
        openReview()
        return setDraft((before) => draftOn(passage, kind, before))
      }
      focusText(editor)
      if (hasCaret && !range) return notifyTrouble('This line is empty.', 'Go to the words that it is about.')
      openReview()
      notifyTrouble('Nothing is selected.', 'Select the words that it is about first.')
    }
  })
  useEffect(() => {
    if (reviewAsked) begin.current(reviewAsked.kind)
  }, [reviewAsked])

  const ordered = useMemo(() => inOrder(threads ?? NONE, places), [threads, places])
  const showRange = (thread: string): void => {
    const range = places?.get(thread)
    if (range) showPassage(editor, range)
  }

  const [led, setLed] = useState<{ readonly asked: object | null; readonly to: string | null }>(NOWHERE)
  const { firstOpenAsked } = tools
  if (firstOpenAsked !== led.asked && threads !== null && places !== null) {
    const first = ordered.find(({ state }) => state === 'open')?.id ?? null
    setLed({ asked: firstOpenAsked, to: first })
    setCurrent(first)
  }
  useEffect(() => {
    if (led.to !== null) showRange(led.to)
    // Where it was then; it may move.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [led])

  if (review === null) return null
  return (
    <ReviewPanel
      look={review}
      isEditable={editor.isEditable}
      kind={note.kind}
      noteId={note.id}
      zone={note.event.timeZone}
      live={live}
      threads={threads === null ? null : ordered}
      places={places}
      hasFailed={hasFailed}
      reload={reload}
      current={current}
      led={led}
      onChoose={(thread) => {
        setCurrent(thread)
        showRange(thread)
      }}
      draft={draft}
      onBegin={(kind) => begin.current(kind)}
      onDraftDone={({ typed }, thread) => {
        // The answer may come when the next one has been begun.
        if (latestDraft.current?.typed !== typed) return
        setDraft(null)
        if (thread !== null) setCurrent(thread)
        else editor.commands.focus(null, { scrollIntoView: false })
      }}
      whenNamed={whenNamed}
      announce={announce}
      // What is being written stays, and is there when the panel opens again.
      onClose={closeReview}
    />
  )
}

/** Asked for again on the same words, it goes on with what was typed. */
function draftOn(passage: Passage, kind: Draft['kind'], before: Draft | null): Draft {
  const isSame =
    before?.kind === kind && before.passage.start === passage.start && before.passage.end === passage.end
  return { kind, passage, typed: isSame ? before.typed : noWords(), asked: (before?.asked ?? 0) + 1 }
}

/** For who asked for something that there is nothing to do about: the key or the button took the focus away. */
function focusText(editor: Editor): void {
  if (document.activeElement === document.body) editor.commands.focus(null, { scrollIntoView: false })
}

/** In the order of the text; those whose text was deleted come last. */
function inOrder(
  threads: readonly ReviewThread[],
  places: ReturnType<typeof usePlaces>,
): readonly ReviewThread[] {
  const placeOf = ({ id }: ReviewThread): number => places?.get(id)?.from ?? Number.MAX_SAFE_INTEGER
  return threads.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Calls back when somebody clicks into a passage that has comments. */
function useChosenInText(editor: Editor, onChosen: (thread: string) => void): void {
  useEffect(() => {
    const { dom } = editor.view
    const click = (event: MouseEvent): void => {
      const isMark = event.target instanceof Element && event.target.closest('.review-mark') !== null
      if (!isMark || !editor.view.dom.ownerDocument.getSelection()?.isCollapsed) return
      const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY })
      const thread = at && threadAt(editor, at.pos)
      if (thread) onChosen(thread)
    }
    dom.addEventListener('click', click)
    return () => dom.removeEventListener('click', click)
  }, [editor, onChosen])
}

/** Does something at once, or as soon as a guest has given a name. */
function useWhenNamed(askName: (() => void) | null): (action: () => void) => void {
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    if (askName !== null) return
    const action = waiting.current
    waiting.current = null
    action?.()
  }, [askName])
  return (action) => {
    if (askName === null) return action()
    waiting.current = action
    askName()
  }
}
