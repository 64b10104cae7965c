/**
 * One open note: its document, the line to the server, the copy on this device, presence, and the honest answer to
 * "is it saved?". Owns them from the moment it is made until dispose(). No React and no words: sync-notice.ts has
 * the words, useLiveNote.ts the hook.
 *
 * Nothing is to be rendered before `ready`: until then the document may be empty only because nothing has come yet,
 * and an editor on it could write that emptiness.
 */
import * as Y from 'yjs'
import type { RoomStatus } from '../../shared/protocol/codec.ts'
import { Barrier } from './barrier.ts'
import { CopyWriter } from './copy-writer.ts'
import type { LocalCopies, LocalCopy } from './local-copy.ts'
import { NoteAwareness } from './note-awareness.ts'
import { NoteConnection } from './note-connection.ts'
import { Participants, type ParticipantIdentity } from './participants.ts'
import type { RefusalName } from './refusal.ts'
import { describeSync, type SyncNotice } from './sync-notice.ts'
import { INITIAL_SYNC_STATE, nextSyncState, type SyncEvent, type SyncState } from './sync-state.ts'
import { watchWaking } from './wake-watch.ts'
import type { Ways } from './ways.ts'

/** A device that takes longer than this to open its copy is not waited for. */
const COPY_LOAD_LIMIT_MS = 2_000

export interface LiveNoteOptions {
  readonly noteId: string
  /** Such as `wss://host/collab`. */
  readonly serverUrl: string
  /** False: never asks whether anything is saved and shows no presence of its own. */
  readonly mayWrite: boolean
  readonly identity: ParticipantIdentity
  /** Where this device keeps copies; null where it cannot or should not. */
  readonly copies: LocalCopies | null
  /** The window, for its `online`, `pagehide`, `beforeunload` and for when it was asleep; null where there is none. */
  readonly page: EventTarget | null
  readonly webSocket?: typeof WebSocket
  /** What is known of the network, for all notes of a page. */
  readonly ways?: Ways
}

/** What pages show. It only changes identity when they would look different, not with every keystroke. */
export interface LiveNoteSnapshot {
  /** Whether the document holds the note: from the server, or from this device's copy. */
  readonly ready: boolean
  readonly notice: SyncNotice
  /** Why the server will not take part any more; null while it does. */
  readonly refusal: RefusalName | null
  /** How the room is, as far as the server has told; null while the line is down. */
  readonly room: RoomStatus | null
}

export class LiveNote {
  readonly noteId: string
  readonly doc = new Y.Doc()
  readonly awareness: NoteAwareness
  readonly participants: Participants

  readonly #options: LiveNoteOptions
  readonly #connection: NoteConnection
  readonly #barrier: Barrier
  readonly #listeners = new Set<() => void>()
  readonly #syncListeners = new Set<() => void>()
  readonly #roleListeners = new Set<() => void>()
  readonly #reviewListeners = new Set<() => void>()
  #copy: LocalCopy | null = null
  #writer: CopyWriter | null = null
  #isReady = false
  /** The server closed the connection to judge again what we may do. */
  #isJudgedAgain = false
  #room: RoomStatus | null = null
  #sync = INITIAL_SYNC_STATE
  #snapshot: LiveNoteSnapshot
  #noticeTimer: ReturnType<typeof setTimeout> | undefined
  #stopWatchingSleep: (() => void) | undefined
  #isDisposed = false

  constructor(options: LiveNoteOptions) {
    this.#options = options
    this.noteId = options.noteId
    this.awareness = new NoteAwareness(this.doc)
    this.participants = new Participants(this.awareness)
    this.awareness.setLocalState(options.mayWrite ? { user: options.identity } : null)
    this.#connection = new NoteConnection({
      serverUrl: options.serverUrl,
      noteId: options.noteId,
      doc: this.doc,
      awareness: this.awareness,
      ...(options.webSocket ? { webSocket: options.webSocket } : {}),
      ...(options.ways ? { ways: options.ways } : {}),
      onSynced: () => this.#lineUp(),
      onLost: () => this.#lineDown(),
      onRefused: (refusal) => this.#refuse(refusal),
      onRoleChanged: () => {
        this.#isJudgedAgain = true
        this.#roleChanged()
      },
      onBarrierAnswer: (seq, isRefused) => this.#barrier.answer(seq, isRefused),
      onReview: () => this.#reviewChanged(),
      onStatus: (room) => {
        this.#room = room
        this.#apply({ type: 'stuck', stuck: room.cannotSave })
      },
    })
    this.#barrier = new Barrier({
      send: (frame) => this.#connection.send(frame),
      onConfirmed: (pending) => this.#apply({ type: 'confirmed', pending, at: Date.now() }),
      onRefused: (pending) => this.#barrierRefused(pending),
      onSilence: () => this.#connection.reconnect(),
      lastHeardAt: () => this.#connection.lastHeardAt,
      now: Date.now,
    })
    this.#snapshot = this.#describe()
    this.doc.on('update', this.#updated)
    options.page?.addEventListener('online', this.#cameOnline)
    // A line that is gone may say nothing for long, and the chip would say “Saving” meanwhile.
    options.page?.addEventListener('offline', this.#mayBeCut)
    options.page?.addEventListener('pagehide', this.#pageHidden)
    this.#stopWatchingSleep = options.page ? watchWaking(options.page, this.#mayBeCut) : undefined
    void this.#open()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): LiveNoteSnapshot => this.#snapshot

  /** The state behind the snapshot, exact to the last change. */
  get sync(): SyncState {
    return this.#sync
  }

  /** Calls back after every change of {@link sync}, however small; returns the function that stops it. */
  onSync(listener: () => void): () => void {
    this.#syncListeners.add(listener)
    return () => this.#syncListeners.delete(listener)
  }

  /** Calls back when the server wants to judge again what we may do here. */
  onRoleChanged(listener: () => void): () => void {
    this.#roleListeners.add(listener)
    return () => this.#roleListeners.delete(listener)
  }

  /** Calls back when comments on the note may have changed; returns the function that stops it. */
  onReviewChanged(listener: () => void): () => void {
    this.#reviewListeners.add(listener)
    this.#connection.followReview()
    return () => this.#reviewListeners.delete(listener)
  }

  /** How others see this participant from now on. */
  identify(identity: ParticipantIdentity): void {
    this.awareness.setLocalStateField('user', identity)
  }

  /** Tells others whether this participant is looking. */
  setIdle(isIdle: boolean): void {
    this.awareness.setLocalStateField('idle', isIdle ? true : undefined)
  }

  /** Holds back what others change, for a moment in which it would disturb; own changes are sent all the same. */
  holdOthers(isHeld: boolean): void {
    this.#connection.hold(isHeld)
  }

  /** Asks the server now whether all is saved. */
  checkSaved(): void {
    this.#barrier.ask()
  }

  /** Forgets what this device keeps, and no longer asks before leaving: for starting over after a refusal. */
  async discardCopy(): Promise<void> {
    this.#options.page?.removeEventListener('beforeunload', this.#askBeforeLeaving)
    await this.#copy?.clear()
  }

  /** Ends everything; what waits for this device's copy is still written. */
  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    clearTimeout(this.#noticeTimer)
    this.#options.page?.removeEventListener('online', this.#cameOnline)
    this.#options.page?.removeEventListener('offline', this.#mayBeCut)
    this.#options.page?.removeEventListener('pagehide', this.#pageHidden)
    this.#options.page?.removeEventListener('beforeunload', this.#askBeforeLeaving)
    this.#stopWatchingSleep?.()
    this.doc.off('update', this.#updated)
    this.#barrier.dispose()
    this.#connection.dispose()
    this.participants.dispose()
    this.awareness.destroy()
    this.doc.destroy()
    this.#listeners.clear()
    this.#syncListeners.clear()
    this.#roleListeners.clear()
    this.#reviewListeners.clear()
    const copy = this.#copy
    void this.#writer?.flush().finally(() => copy?.close())
  }

  async #open(): Promise<void> {
    const update = await this.#loadCopy()
    if (this.#isDisposed) return
    if (update) {
      Y.applyUpdate(this.doc, update, COPY_ORIGIN)
      this.#isReady = true
    }
    this.#publish()
    this.#connection.connect()
  }

  /** What this device keeps; null when that is nothing, or when it keeps nothing at all. */
  async #loadCopy(): Promise<Uint8Array | null> {
    const { copies, noteId } = this.#options
    if (!copies) return null
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the device took too long')), COPY_LOAD_LIMIT_MS)
    })
    const opening = copies.open(noteId)
    try {
      const copy = await Promise.race([opening, tooLate])
      const update = await Promise.race([copy.load(), tooLate])
      if (this.#isDisposed) copy.close()
      else this.#useCopy(copy)
      return update
    } catch {
      // No copy: the note works all the same, and the state says that nothing is kept here.
      opening.then(
        (copy) => copy.close(),
        () => undefined,
      )
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  #useCopy(copy: LocalCopy): void {
    this.#copy = copy
    this.#writer = new CopyWriter(copy, (kept) => this.#apply({ type: 'kept', kept }))
    this.#apply({ type: 'kept', kept: true })
  }

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === COPY_ORIGIN) return
    const isOwn = origin !== this.#connection.origin
    this.#writer?.add(update, isOwn)
    if (!isOwn) return
    this.#barrier.countEdit()
    this.#apply({ type: 'edited', pending: this.#barrier.pending, at: Date.now() })
  }

  #lineUp(): void {
    this.#isReady = true
    this.#apply({ type: 'synced' })
    // What was said while the line was down was told to others only.
    this.#reviewChanged()
    // Between the close and now the right may have changed once more.
    if (this.#isJudgedAgain) {
      this.#isJudgedAgain = false
      this.#roleChanged()
    }
    if (this.#options.mayWrite) this.#barrier.lineUp()
    else this.#apply({ type: 'confirmed', pending: 0, at: Date.now() })
  }

  #lineDown(): void {
    this.#barrier.lineDown()
    this.awareness.forgetOthers()
    this.#room = null
    this.#apply({ type: 'lost' })
  }

  #refuse(refusal: RefusalName): void {
    this.#barrier.lineDown()
    this.#connection.stop()
    this.#apply({ type: 'refused', refusal })
  }

  /** Somebody who lost the right to write has lost nothing while nothing is pending. */
  #barrierRefused(pending: number): void {
    if (pending > 0) return this.#refuse('editsRefused')
    this.#apply({ type: 'confirmed', pending: 0, at: Date.now() })
    this.#roleChanged()
  }

  #roleChanged(): void {
    for (const listener of this.#roleListeners) listener()
  }

  #reviewChanged(): void {
    for (const listener of this.#reviewListeners) listener()
  }

  readonly #cameOnline = (): void => {
    if (this.#sync.kind === 'refused') return
    this.#connection.connect()
    this.#barrier.ask()
  }

  readonly #mayBeCut = (): void => {
    if (this.#isReady && this.#sync.kind !== 'refused') this.#connection.probe()
  }

  readonly #pageHidden = (): void => void this.#writer?.flush()

  readonly #askBeforeLeaving = (event: Event): void => event.preventDefault()

  #apply(event: SyncEvent): void {
    if (this.#isDisposed) return
    this.#sync = nextSyncState(this.#sync, event)
    this.#publish()
    for (const listener of this.#syncListeners) listener()
  }

  #describe(): LiveNoteSnapshot {
    const notice = describeSync(this.#sync, {
      now: Date.now(),
      mayWrite: this.#options.mayWrite,
      isOverHttp: this.#connection.isOverHttp,
      crowding: this.#connection.crowding,
    })
    const refusal = this.#sync.kind === 'refused' ? this.#sync.refusal : null
    return { ready: this.#isReady, notice, refusal, room: this.#room }
  }

  #publish(): void {
    clearTimeout(this.#noticeTimer)
    if (this.#isDisposed) return
    const snapshot = this.#describe()
    const { changesAt, asksBeforeLeaving } = snapshot.notice
    if (changesAt !== null) {
      this.#noticeTimer = setTimeout(() => this.#publish(), Math.max(0, changesAt - Date.now()) + 1)
    }
    const { page } = this.#options
    if (asksBeforeLeaving) page?.addEventListener('beforeunload', this.#askBeforeLeaving)
    else page?.removeEventListener('beforeunload', this.#askBeforeLeaving)
    if (looksTheSame(snapshot, this.#snapshot)) return
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

function looksTheSame(one: LiveNoteSnapshot, other: LiveNoteSnapshot): boolean {
  return (
    one.ready === other.ready &&
    one.refusal === other.refusal &&
    one.room === other.room &&
    one.notice.text === other.notice.text &&
    one.notice.title === other.notice.title &&
    one.notice.look === other.notice.look &&
    one.notice.tone === other.notice.tone
  )
}

/** What updates from this device's copy carry as their origin: neither new nor other people's. */
const COPY_ORIGIN = Symbol('local copy')
