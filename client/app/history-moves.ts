/**
 * Tells a step back or forth in the browser's history from a new page. It has to listen before the router does, whose
 * own listener renders the new page at once: so main.tsx starts it before anything is rendered.
 */
let path = ''
let wasMove = false

export function watchHistory(): void {
  // The browser would restore a place before the page that has it is drawn; RouteChange does it after.
  history.scrollRestoration = 'manual'
  path = window.location.pathname
  window.addEventListener('popstate', () => {
    wasMove = window.location.pathname !== path
  })
}

/** Called once for each page that is shown: whether the reader came to it by the browser's history. */
export function arriveAt(newPath: string): { readonly byHistory: boolean } {
  const byHistory = wasMove
  path = newPath
  wasMove = false
  return { byHistory }
}
