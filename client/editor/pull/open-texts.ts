/** The documents whose text is on the page, seen or not: what is done in one of them may be meant for another. */
import type { Editor } from '@tiptap/core'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import type { LiveNote } from '../../collab/live-note.ts'

export interface OpenText {
  /** As the server told it last. */
  note: NoteInfo
  readonly editor: Editor
  readonly live: LiveNote
  /** Whether somebody was in the text: then its caret is where they left it. */
  hasCaret: boolean
  /** Takes what is selected into the summary; null where that is not possible. */
  pull: (() => void) | null
}

const texts = new Set<OpenText>()
const listeners = new Set<() => void>()

/** Makes a text known until the returned function is called. */
export function joinTexts(text: OpenText): () => void {
  const remember = (): void => {
    text.hasCaret = true
  }
  texts.add(text)
  text.editor.on('focus', remember)
  tellListeners()
  return () => {
    texts.delete(text)
    text.editor.off('focus', remember)
    tellListeners()
  }
}

export function findText(noteId: string): OpenText | null {
  return [...texts].find(({ note }) => note.id === noteId) ?? null
}

export function textOfEditor(editor: Editor): OpenText | null {
  return [...texts].find((text) => text.editor === editor) ?? null
}

/** Calls back when a text comes or goes; returns the function that stops it. */
export function onTexts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The text once it is there; null when it did not come in time. */
export function awaitText(noteId: string, limitMs: number): Promise<OpenText | null> {
  return new Promise((resolve) => {
    const check = (): void => {
      const text = findText(noteId)
      if (text) end(text)
    }
    const end = (text: OpenText | null): void => {
      clearTimeout(timer)
      stop()
      resolve(text)
    }
    const timer = setTimeout(() => end(null), limitMs)
    const stop = onTexts(check)
    check()
  })
}

function tellListeners(): void {
  for (const listener of listeners) listener()
}
