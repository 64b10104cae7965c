import { useEffect, useState, useSyncExternalStore } from 'react'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import type { Me } from '../../shared/contracts/people.ts'
import type { RoomStatus } from '../../shared/protocol/codec.ts'
import { COLLAB_PATH } from '../../shared/protocol/messages.ts'
import { watchAttention } from './attention.ts'
import { askToPersist, IndexedDbCopies } from './indexeddb-copies.ts'
import type { LiveNote, LiveNoteSnapshot } from './live-note.ts'
import { OpenNotes } from './open-notes.ts'
import { safeColor, safeName } from './participants.ts'
import type { RefusalName } from './refusal.ts'
import { describeSync, type SyncNotice } from './sync-notice.ts'
import { INITIAL_SYNC_STATE } from './sync-state.ts'
import { Ways } from './ways.ts'

/**
 * An open note as a page sees it. `loading`: nothing to show yet. `refused`: the server will not take part any more;
 * `live` still has the text if it ever had it.
 */
export type OpenNote =
  | { readonly status: 'loading'; readonly notice: SyncNotice }
  | {
      readonly status: 'open'
      readonly notice: SyncNotice
      readonly live: LiveNote
      readonly room: RoomStatus | null
    }
  | {
      readonly status: 'refused'
      readonly notice: SyncNotice
      readonly live: LiveNote | null
      readonly refusal: RefusalName
    }

const openNotes = new OpenNotes()
const ways = new Ways()

/**
 * Opens a note while the component is shown. `onRoleChange` is called when the server wants to judge again what the
 * asker may do; load the note's facts anew then.
 */
export function useLiveNote(options: {
  readonly note: NoteInfo
  readonly me: Me
  readonly onRoleChange?: (() => void) | undefined
}): OpenNote {
  const { note, me, onRoleChange } = options
  const [opened, setOpened] = useState<LiveNote | null>(null)
  const mayWrite = useOnceTrue(note.mayWrite)
  const name = safeName(me.name)
  const color = safeColor(me.color)
  const owner = me.email ?? me.kind

  useEffect(() => {
    const live = openNotes.take({
      noteId: note.id,
      serverUrl: new URL(COLLAB_PATH, window.location.href).href.replace(/^http/, 'ws'),
      mayWrite,
      identity: { name, color },
      copies: mayWrite && typeof indexedDB !== 'undefined' ? new IndexedDbCopies(owner) : null,
      page: window,
      ways,
    })
    setOpened(live)
    const stopWaiting = live.onSync(() => {
      if (live.sync.pending === 0) return
      stopWaiting()
      void askToPersist()
    })
    return () => {
      stopWaiting()
      setOpened(null)
      openNotes.release(live)
    }
    // A new name is told to the open note below; it is no reason to open it again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [note.id, mayWrite, owner])

  useEffect(() => {
    if (opened && mayWrite) opened.identify({ name, color })
  }, [opened, mayWrite, name, color])

  useEffect(() => {
    if (!opened || !mayWrite) return undefined
    return watchAttention(document, (isIdle) => opened.setIdle(isIdle))
  }, [opened, mayWrite])

  useEffect(() => (onRoleChange ? opened?.onRoleChanged(onRoleChange) : undefined), [opened, onRoleChange])

  const snapshot = useSyncExternalStore(
    opened?.subscribe ?? subscribeToNothing,
    opened?.getSnapshot ?? getNothingYet,
  )
  return asOpenNote(opened, snapshot)
}

function asOpenNote(opened: LiveNote | null, snapshot: LiveNoteSnapshot): OpenNote {
  const { ready, notice, refusal, room } = snapshot
  const live = ready ? opened : null
  if (refusal) return { status: 'refused', notice, live, refusal }
  return live ? { status: 'open', notice, live, room } : { status: 'loading', notice }
}

/**
 * True from the first time that the value was true. Who loses the right to write keeps the note as it was opened:
 * opening it anew as a reader would take unsaved work off the screen.
 */
function useOnceTrue(value: boolean): boolean {
  const [wasTrue, setWasTrue] = useState(value)
  if (value && !wasTrue) setWasTrue(true)
  return wasTrue || value
}

const NOTHING_YET: LiveNoteSnapshot = {
  ready: false,
  notice: describeSync(INITIAL_SYNC_STATE, { now: 0, mayWrite: false }),
  refusal: null,
  room: null,
}
const getNothingYet = (): LiveNoteSnapshot => NOTHING_YET
const subscribeToNothing = () => (): void => undefined
