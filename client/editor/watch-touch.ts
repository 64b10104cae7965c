/**
 * Whether a finger did what was done last. It rests nowhere, and where it moves the focus there is nothing to explain.
 * `page` is the document; the answer is kept up to date until `signal` is aborted.
 */
export function watchTouch(page: EventTarget, signal: AbortSignal): () => boolean {
  let isTouch = false
  const options = { capture: true, signal }
  for (const type of ['pointerover', 'pointerdown']) {
    page.addEventListener(
      type,
      (event) => {
        isTouch = 'pointerType' in event && event.pointerType === 'touch'
      },
      options,
    )
  }
  page.addEventListener('keydown', () => (isTouch = false), options)
  return () => isTouch
}
