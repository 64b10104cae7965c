/**
 * Where a message appears: away from the control that was used last, which is wanted again soon, and from the toolbar of
 * a phone.
 */
export type NoticePlace = 'top-center' | 'bottom-center'

/** Taller than this share of the view is no control but the text one writes in, say. */
const TALLEST_CONTROL = 1 / 3
/** Less of the view than this is seen when a keyboard is on the screen. */
const LEAST_SEEN = 0.75

/** From the top of the view, in px. */
export interface Extent {
  readonly top: number
  readonly bottom: number
}

/** `controls`: those that were used last, the most likely one first. `seen`: what no keyboard covers of `height`, in px. */
export function placeNotice({
  controls,
  height,
  seen,
}: {
  readonly controls: readonly Extent[]
  readonly height: number
  readonly seen: number
}): NoticePlace {
  if (seen < height * LEAST_SEEN) return 'top-center'
  const control = controls.find(({ top, bottom }) => bottom - top <= height * TALLEST_CONTROL)
  return control && (control.top + control.bottom) / 2 > height / 2 ? 'top-center' : 'bottom-center'
}

let pressed: { readonly target: Element; readonly y: number } | null = null

/** Remembers what is pressed from now on; returns the function that stops it. Keys leave the focus where they work. */
export function watchPresses(document: Document): () => void {
  const press = ({ target, clientY }: PointerEvent): void => {
    pressed = target instanceof Element ? { target, y: clientY } : null
  }
  const key = (): void => {
    pressed = null
  }
  document.addEventListener('pointerdown', press, true)
  document.addEventListener('keydown', key, true)
  return () => {
    document.removeEventListener('pointerdown', press, true)
    document.removeEventListener('keydown', key, true)
  }
}

/** What {@link placeNotice} asks for: the control as it is now, then what has the focus, then where one was that is gone. */
export function usedControls(document: Document): readonly Extent[] {
  const focused = document.activeElement
  return [
    ...(pressed?.target.isConnected ? [pressed.target.getBoundingClientRect()] : []),
    ...(focused && focused !== document.body ? [focused.getBoundingClientRect()] : []),
    ...(pressed ? [{ top: pressed.y, bottom: pressed.y }] : []),
  ]
}
