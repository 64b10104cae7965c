import type { EditorView } from '@tiptap/pm/view'

/** A paste above this would make a frame that the server refuses (see MAX_FRAME_BYTES), or stall every browser in the note. */
export const MAX_PASTE_CHARACTERS = 1_000_000

/** Refuses pastes that no note can take, and says so. */
export function pasteGuard(
  announce: (text: string) => void,
): (view: EditorView, event: ClipboardEvent) => boolean {
  return (_view, event) => {
    const size = event.clipboardData?.getData('text/plain').length ?? 0
    if (size <= MAX_PASTE_CHARACTERS) return false
    const limit = MAX_PASTE_CHARACTERS.toLocaleString('en')
    const message = `Too much to paste at once: ${size.toLocaleString('en')} characters, at most ${limit}.`
    announce(message)
    window.alert(message)
    return true
  }
}
