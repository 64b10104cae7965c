/**
 * What stands around a note's text and is not needed to type: the search in it, its outline, who wrote what, its commands
 * for the search of the whole site, and after the text the menu at a selection. The parts are loaded when they are wanted.
 */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useEffect, useState, type RefObject } from 'react'
import type * as Y from 'yjs'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import { roleAllows } from '../../shared/domain/access.ts'
import type { ThreadKind } from '../../shared/domain/review.ts'
import { useCommands } from '../components/commands/site-commands.ts'
import { isShortcut } from './key-press.ts'
import {
  AuthorBar,
  FindBar,
  LOAD_AFTER_MS,
  OutlinePanel,
  OutlineSheet,
  ReviewPart,
  SelectionMenu,
} from './lazy-parts.ts'
import { noteCommands } from './note-commands.ts'
import { isNoteAddressed, isNoteInFocus, joinNotes } from './note-in-focus.ts'
import { FIND_KEYS, REVIEW_KEY } from './note-keys.ts'
import type { ReviewPartProps } from './review/ReviewPart.tsx'
import { hasCommandKey } from './shortcut-label.ts'
import type { PaneTools } from './use-pane-tools.ts'

type PaneRef = RefObject<HTMLElement | null>

interface NoteToolsProps {
  readonly editor: Editor
  readonly note: NoteInfo
  /** The shared document. */
  readonly doc: Y.Doc
  readonly isEditable: boolean
  readonly mayComment: boolean
  readonly paneRef: PaneRef
  readonly tools: PaneTools
  readonly editLink: () => void
  readonly announce: (text: string) => void
}

export function NoteTools(props: NoteToolsProps): React.JSX.Element {
  const { editor, note, doc, isEditable, mayComment, paneRef, tools, editLink, announce } = props
  const { findAsked, openFind, closeFind, outline, openOutline, closeOutline } = tools
  const { showsAuthors, toggleAuthors } = tools
  useEffect(() => (paneRef.current ? joinNotes(paneRef.current) : undefined), [paneRef])
  useFindKey(paneRef, openFind)
  useCommentKey(paneRef, mayComment ? tools.askReview : null)
  useDockHeight(paneRef, isEditable)
  useCommands(() =>
    isNoteInFocus(paneRef.current)
      ? noteCommands({
          editor,
          isEditable,
          editLink,
          openFind,
          openOutline,
          showsAuthors,
          toggleAuthors,
          review: mayComment ? { open: tools.openReview, ask: tools.askReview } : null,
        })
      : [],
  )
  return (
    <>
      {findAsked > 0 && (
        <FindBar
          editor={editor}
          isEditable={isEditable}
          asked={findAsked}
          soughtText={tools.soughtText}
          isAddressed={() => isNoteAddressed(paneRef.current)}
          announce={announce}
          onClose={() => {
            closeFind()
            // It took the focus away when it was asked for, and may never have come.
            if (document.activeElement === document.body)
              editor.commands.focus(null, { scrollIntoView: false })
          }}
        />
      )}
      {showsAuthors && (
        <AuthorBar
          editor={editor}
          note={note}
          doc={doc}
          onRemove={roleAllows(note.role, 'guest.remove') ? () => tools.askRemoval(null) : null}
          onClose={toggleAuthors}
        />
      )}
      {outline === 'beside' && <OutlinePanel editor={editor} onClose={closeOutline} />}
      {outline === 'over' && <OutlineSheet editor={editor} onClose={closeOutline} />}
    </>
  )
}

/** The menu at a selection: after the text, as the next stop of the Tab key. */
export function SelectionTools(props: {
  readonly editor: Editor
  readonly editorId: string
  readonly editLink: () => void
  readonly isEditable: boolean
  readonly review: ((kind: ThreadKind) => void) | null
}): React.JSX.Element | null {
  const hasSelected = useHasSelected(props.editor)
  return hasSelected ? <SelectionMenu {...props} /> : null
}

/** Comments come a moment after the text, or at once when somebody asks for them. */
export function ReviewTools(props: Omit<ReviewPartProps, 'onClose'>): React.JSX.Element | null {
  const { review, reviewAsked, closeReview } = props.tools
  const isAsked = review !== null || reviewAsked !== null
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), LOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  // One that nobody asked for yet, and that does not come, needs no words.
  return isDue || isAsked ? <ReviewPart {...props} onClose={isAsked ? closeReview : undefined} /> : null
}

/** Comments on what is selected in the note one works in. */
function useCommentKey(paneRef: PaneRef, ask: ((kind: ThreadKind) => void) | null): void {
  useEffect(() => {
    if (!ask) return undefined
    const isMac = hasCommandKey()
    const press = (event: KeyboardEvent): void => {
      const { ctrlKey, metaKey, shiftKey, altKey } = event
      // With Option a Mac writes another character.
      const key = isMac && event.code === 'KeyM' ? 'm' : event.key
      const isKey = isShortcut({ key, ctrlKey, metaKey, shiftKey, altKey }, REVIEW_KEY, isMac)
      if (!isKey || !isNoteAddressed(paneRef.current)) return
      event.preventDefault()
      ask('comment')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [paneRef, ask])
}

/** Opens the search in the note one works in; from within the search the key is the browser's own again. */
function useFindKey(paneRef: PaneRef, openFind: () => void): void {
  useEffect(() => {
    const isMac = hasCommandKey()
    const press = (event: KeyboardEvent): void => {
      if (!isShortcut(event, FIND_KEYS.open, isMac) || !isNoteAddressed(paneRef.current)) return
      if (document.activeElement?.closest('[data-find-bar]')) return
      event.preventDefault()
      // What is typed before the search is there must not go into the text.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      openFind()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [paneRef, openFind])
}

/** Tells the style sheets how high the toolbar is, which wraps: what sticks below it has to know. */
function useDockHeight(paneRef: PaneRef, isEditable: boolean): void {
  useEffect(() => {
    const pane = paneRef.current
    const dock = isEditable ? pane?.querySelector('[role="toolbar"]')?.parentElement : null
    if (!pane || !dock) return undefined
    const observer = new ResizeObserver(() =>
      pane.style.setProperty('--note-dock-height', `${dock.offsetHeight}px`),
    )
    observer.observe(dock)
    return () => {
      observer.disconnect()
      pane.style.removeProperty('--note-dock-height')
    }
  }, [paneRef, isEditable])
}

/** True from the first selection of text on: only then the menu for selections is worth loading. */
function useHasSelected(editor: Editor): boolean {
  const isSelected = useEditorState({ editor, selector: ({ editor }) => !editor.state.selection.empty })
  const [has, setHas] = useState(isSelected)
  if (isSelected && !has) setHas(true)
  return has
}
