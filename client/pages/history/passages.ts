/**
 * Passages of a document that tell who wrote them. All together are one stop of the Tab key; arrow keys, Home and End
 * lead from one to the next, so that a long document is not hundreds of stops.
 */

/** The passage that an event happened on. */
export function passageOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-author]') : null
}

/** Makes the first passage the one that Tab reaches, unless there is one already; for whenever passages were drawn. */
export function startAtFirst(frame: HTMLElement | null): void {
  const passages = passagesIn(frame)
  const [first] = passages
  if (first && !passages.some(({ tabIndex }) => tabIndex === 0)) first.tabIndex = 0
}

/** Where a key leads from a passage; null when it is no key for that. */
export function nextPassage(frame: HTMLElement | null, from: HTMLElement, key: string): HTMLElement | null {
  const passages = passagesIn(frame)
  const at = passages.indexOf(from)
  const to =
    key === 'ArrowRight' || key === 'ArrowDown'
      ? at + 1
      : key === 'ArrowLeft' || key === 'ArrowUp'
        ? at - 1
        : key === 'Home'
          ? 0
          : key === 'End'
            ? passages.length - 1
            : null
  return to === null ? null : (passages[Math.min(Math.max(to, 0), passages.length - 1)] ?? null)
}

/** The passage that has focus is the one that Tab comes back to. */
export function keepStop(frame: HTMLElement | null, passage: HTMLElement): void {
  for (const other of passagesIn(frame)) other.tabIndex = other === passage ? 0 : -1
}

function passagesIn(frame: HTMLElement | null): readonly HTMLElement[] {
  return [...(frame?.querySelectorAll<HTMLElement>('[data-author]') ?? [])]
}
