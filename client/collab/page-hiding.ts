/** Whether a page is out of sight: another tab is in front, or the window is put away. */

export function isPageHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden'
}

/** Calls back whenever that may have changed; returns the function that ends it. */
export function watchHiding(onChange: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  document.addEventListener('visibilitychange', onChange)
  return () => document.removeEventListener('visibilitychange', onChange)
}
