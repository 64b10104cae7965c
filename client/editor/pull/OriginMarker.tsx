/**
 * A small button at the edge of a block of the summary that was taken from the notes: when it was written there, and the
 * way to it. It stands at the block that is pointed at, else at the one with the caret, and is no part of the text.
 */
import { IconNotes } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useLocation } from 'wouter'
import { useCommands } from '../../components/commands/site-commands.ts'
import { isNoteInFocus } from '../note-in-focus.ts'
import { goToSource, pulledAt, whenWritten, type Pulled } from './go-to-source.ts'
import type { Twins } from './twins.ts'
import styles from './OriginMarker.module.css'

interface OriginMarkerProps {
  readonly editor: Editor
  readonly twins: Twins
  readonly paneRef: RefObject<HTMLElement | null>
}

const LABEL = 'From the notes'
/** Between the marker and the edge of the pane. */
const EDGE_PX = 3

export function OriginMarker({ editor, twins, paneRef }: OriginMarkerProps): React.JSX.Element | null {
  const marker = useRef<HTMLButtonElement>(null)
  const pulled = useMarked(editor, { notesId: twins.ids.notes, marker })
  const when = useWhen(pulled, twins)
  const [, openPath] = useLocation()
  usePlace(editor, marker, pulled)
  const go = (target: Pulled): void => void goToSource(target, { twins, openPath })
  useCommands(() => {
    const target = isNoteInFocus(paneRef.current)
      ? pulledAt(editor, editor.state.selection.from, twins.ids.notes)
      : null
    return target
      ? [
          {
            id: 'note: source',
            group: 'note',
            label: 'Where this comes from in the notes',
            icon: IconNotes,
            run: () => go(target),
          },
        ]
      : []
  })
  if (!pulled) return null
  const label = when === null ? LABEL : `${LABEL}: ${when}`
  return (
    <button
      ref={marker}
      type="button"
      className={styles['marker']}
      aria-label={`${label}. Go there`}
      data-hint={label}
      // The text keeps its focus until it is clear where to go.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => go(pulled)}
    >
      <IconNotes size={13} stroke={1.8} aria-hidden />
    </button>
  )
}

/** The block that is meant. What stays the same block stays the same object. */
function useMarked(
  editor: Editor,
  { notesId, marker }: { readonly notesId: string; readonly marker: RefObject<HTMLElement | null> },
): Pulled | null {
  const [marked, setMarked] = useState<Pulled | null>(null)
  useEffect(() => {
    const { dom } = editor.view
    const pane = dom.closest('section')
    const listeners = new AbortController()
    const { signal } = listeners
    let pointed: Element | null = null
    const show = (next: Pulled | null): void =>
      setMarked((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    const check = (): void => {
      if (pointed?.isConnected === false) pointed = null
      const isHeld = marker.current === document.activeElement || marker.current?.matches(':hover')
      if (isHeld) return
      const atPointer = pointed && pulledAt(editor, editor.view.posAtDOM(pointed, 0), notesId)
      const atCaret = editor.isFocused ? pulledAt(editor, editor.state.selection.from, notesId) : null
      show(atPointer ?? atCaret)
    }
    const follow = ({ target }: Event): void => {
      if (!(target instanceof Element) || marker.current?.contains(target)) return
      pointed = dom.contains(target) && target !== dom ? target : null
      check()
    }
    const leave = (): void => {
      pointed = null
      check()
    }
    // A tap is no pointing that lasts; then the caret tells.
    dom.addEventListener('pointerover', follow, { signal })
    pane?.addEventListener('pointerleave', leave, { signal })
    editor.on('transaction', check)
    editor.on('focus', check)
    editor.on('blur', check)
    return () => {
      listeners.abort()
      editor.off('transaction', check)
      editor.off('focus', check)
      editor.off('blur', check)
    }
  }, [editor, notesId, marker])
  return marked
}

/** When the passage was written; null as long as nobody has told. */
function useWhen(pulled: Pulled | null, twins: Twins): string | null {
  const [known, setKnown] = useState<{ readonly of: string; readonly when: string | null } | null>(null)
  const key = pulled && `${pulled.origin.client}.${pulled.origin.clock}`
  useEffect(() => {
    if (!pulled || key === null) return undefined
    let isWanted = true
    const ask = async (): Promise<void> => {
      const when = await whenWritten(pulled, twins)
      if (isWanted) setKnown({ of: key, when })
    }
    void ask()
    return () => {
      isWanted = false
    }
    // Asked once for each block.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, twins])
  return known?.of === key ? (known?.when ?? null) : null
}

/** Half of it above the block, at the end of the line. */
function usePlace(editor: Editor, marker: RefObject<HTMLElement | null>, pulled: Pulled | null): void {
  useLayoutEffect(() => {
    if (!pulled) return undefined
    const place = (): void => placeAt(editor, marker.current, pulled)
    place()
    editor.on('transaction', place)
    window.addEventListener('resize', place)
    return () => {
      editor.off('transaction', place)
      window.removeEventListener('resize', place)
    }
  }, [editor, marker, pulled])
}

function placeAt(editor: Editor, marker: HTMLElement | null, { position }: Pulled): void {
  const pane = marker?.offsetParent
  const element = editor.view.nodeDOM(position)
  if (!marker || !pane || !(element instanceof Element)) return
  const frame = pane.getBoundingClientRect()
  const block = element.getBoundingClientRect()
  marker.style.top = `${Math.round(block.top - frame.top - marker.offsetHeight / 2)}px`
  marker.style.left = `${Math.round(Math.min(block.right, frame.right - marker.offsetWidth - EDGE_PX) - frame.left)}px`
}
