/**
 * Which of the notes on a page one works in: the last one that had the focus or was pointed at, else the first that is
 * seen. Keys and commands without a place of their own are meant for it.
 */

const notes = new Set<HTMLElement>()
let last: HTMLElement | null = null

/** Makes a note known by its element, until the returned function is called. */
export function joinNotes(element: HTMLElement): () => void {
  notes.add(element)
  const remember = (): void => {
    last = element
  }
  element.addEventListener('focusin', remember)
  element.addEventListener('pointerdown', remember)
  return () => {
    notes.delete(element)
    if (last === element) last = null
    element.removeEventListener('focusin', remember)
    element.removeEventListener('pointerdown', remember)
  }
}

export function isNoteInFocus(element: HTMLElement | null): boolean {
  const current = last && isSeen(last) ? last : [...notes].find(isSeen)
  return element !== null && element === current
}

/** Whether a key that is pressed now is meant for the note: not while something else on the page has the focus. */
export function isNoteAddressed(element: HTMLElement | null): boolean {
  const { activeElement } = document
  if (!element || !isNoteInFocus(element)) return false
  if (element.contains(activeElement)) return true
  // Text that is only read has no focus of its own; then a click in it tells.
  return last === element && (activeElement === null || activeElement.contains(element))
}

function isSeen(element: HTMLElement): boolean {
  return element.checkVisibility()
}
