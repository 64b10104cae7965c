/**
 * Parts of a page that have a script of their own: dialogs, menus, panels. One whose script does not come (no network,
 * or a server that was upgraded) says so and closes; the page, and with it the text somebody writes, stays.
 * React's own `lazy` would take the page away.
 */
import { useEffect, useState, type ComponentType } from 'react'
import { notifyTrouble } from './notify.ts'

interface Closable {
  readonly onClose?: (nothing: null) => void
  readonly onClosed?: (nothing: null) => void
}

export interface LazyPart<Props> {
  (props: Props): React.JSX.Element | null
  /** Asks for the script without showing anything. */
  readonly preload: () => void
}

/** `load` fetches the script; what it gives is shown as soon as it is there, at once when it was preloaded. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<ComponentType<Props>> | null = null

  async function fetchPart(): Promise<ComponentType<Props>> {
    // Browsers remember for as long as the page lives that a script did not come, so without a network none is asked for.
    if (!loaded && !navigator.onLine) throw new Error('The browser is offline')
    loading ??= load()
    try {
      loaded = await loading
      return loaded
    } catch (error) {
      loading = null
      throw error
    }
  }

  function Part(props: Props): React.JSX.Element | null {
    const [Shown, setShown] = useState(() => loaded)
    useEffect(() => {
      if (Shown) return
      let isWanted = true
      const show = (part: ComponentType<Props>): void => {
        if (isWanted) setShown(() => part)
      }
      const giveUp = (): void => {
        if (isWanted) closeUnloaded(props)
      }
      fetchPart().then(show, giveUp)
      return () => {
        isWanted = false
      }
      // Only what it was opened with matters.
      // oxlint-disable-next-line react/exhaustive-deps
    }, [Shown])
    return Shown && <Shown {...props} />
  }

  return Object.assign(Part, { preload: () => void fetchPart().catch(() => undefined) })
}

/** Loads these some time later, for when the connection is gone; returns the function that calls it off. */
export function preloadSoon(parts: readonly Pick<LazyPart<never>, 'preload'>[], afterMs: number): () => void {
  const timer = setTimeout(() => {
    for (const part of parts) part.preload()
  }, afterMs)
  return () => clearTimeout(timer)
}

/** What nobody asked for (a bar that follows the text, say) cannot be closed, and is just not there. */
function closeUnloaded({ onClose, onClosed }: Closable): void {
  const close = onClose ?? onClosed
  if (!close) return
  notifyTrouble(
    'This could not be opened.',
    navigator.onLine
      ? 'Its script did not arrive. Everything else goes on; reload the page once your notes are saved.'
      : 'You are offline, and its script is not here yet. Everything else goes on; try again with a connection.',
  )
  close(null)
}
