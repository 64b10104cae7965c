/**
 * How safe the work in one open note is: a pure state machine. No sockets, timers or words; the words are in
 * sync-notice.ts. Severity follows unsaved work, not the socket.
 *
 *                   ┌────────────── edited ───────────────┐
 *                   │                                     ▼
 *   (open) ──▶ connecting ──synced──▶ checking ◀─synced─ offline ◀─lost── checking, saved, saving
 *                                        │
 *                          confirmed ┌───┴────┐ confirmed, but more was typed since
 *                                    ▼        ▼
 *                                  saved ⇄ saving        (⇄: edited one way, confirmed the other)
 *
 *   refused, from anywhere ──▶ refused (for good)        kept, stuck: change only what is known about this device's
 *                                                      copy and the server's disk
 *
 * `checking`: the line is up and both sides have sent what the other lacked, but nothing counts as saved until the
 * server has answered a barrier that went out after it.
 */
import type { RefusalName } from './refusal.ts'

/** What every state knows. */
export interface UnsavedWork {
  /** Own changes that the server has not confirmed. */
  readonly pending: number
  /** Whether this device keeps a copy of them. */
  readonly kept: boolean
  /** Whether the server said that it cannot write to its disk. */
  readonly stuck: boolean
}

/** Times are milliseconds since the epoch. */
export type SyncState = UnsavedWork &
  (
    | { readonly kind: 'connecting' }
    | { readonly kind: 'checking'; readonly afterOutage: boolean }
    | { readonly kind: 'saved'; readonly savedAt: number; readonly outageEndedAt: number | null }
    | {
        readonly kind: 'saving'
        readonly since: number
        readonly savedAt: number
        readonly outageEndedAt: number | null
      }
    | { readonly kind: 'offline' }
    | { readonly kind: 'refused'; readonly refusal: RefusalName }
  )

export type SyncEvent =
  /** The line is up, their step 2 was applied and ours was sent. */
  | { readonly type: 'synced' }
  | { readonly type: 'edited'; readonly pending: number; readonly at: number }
  /** The server has on disk all but the last `pending` changes. */
  | { readonly type: 'confirmed'; readonly pending: number; readonly at: number }
  | { readonly type: 'lost' }
  | { readonly type: 'refused'; readonly refusal: RefusalName }
  | { readonly type: 'kept'; readonly kept: boolean }
  | { readonly type: 'stuck'; readonly stuck: boolean }

/** The state of a note that was just opened. */
export const INITIAL_SYNC_STATE: SyncState = { kind: 'connecting', pending: 0, kept: false, stuck: false }

/** The state after an event. Events that cannot matter in a state leave it as it is. */
export function nextSyncState(state: SyncState, event: SyncEvent): SyncState {
  if (state.kind === 'refused') return state
  const { pending, kept, stuck } = state
  switch (event.type) {
    case 'refused':
      return { kind: 'refused', pending, kept, stuck, refusal: event.refusal }
    case 'kept':
      return { ...state, kept: event.kept }
    case 'stuck':
      return { ...state, stuck: event.stuck }
    case 'synced':
      if (state.kind === 'connecting') return { kind: 'checking', pending, kept, stuck, afterOutage: false }
      return state.kind === 'offline' ? { kind: 'checking', pending, kept, stuck, afterOutage: true } : state
    case 'lost':
      // What the server said about its disk is over with the line.
      return state.kind === 'connecting' ? state : { kind: 'offline', pending, kept, stuck: false }
    case 'edited':
      return afterEdit(state, event)
    case 'confirmed':
      return afterConfirmation(state, event)
    default:
      return event satisfies never
  }
}

function afterEdit(state: SyncState, event: { readonly pending: number; readonly at: number }): SyncState {
  const { pending, at } = event
  const { kept, stuck } = state
  if (state.kind === 'connecting') return { kind: 'offline', pending, kept, stuck }
  if (state.kind !== 'saved') return { ...state, pending }
  const { savedAt, outageEndedAt } = state
  return { kind: 'saving', pending, kept, stuck, since: at, savedAt, outageEndedAt }
}

function afterConfirmation(
  state: SyncState,
  event: { readonly pending: number; readonly at: number },
): SyncState {
  const { pending, at } = event
  const { kept, stuck } = state
  if (state.kind !== 'checking' && state.kind !== 'saved' && state.kind !== 'saving') return state
  const outageEndedAt = state.kind === 'checking' ? (state.afterOutage ? at : null) : state.outageEndedAt
  return pending === 0
    ? { kind: 'saved', pending, kept, stuck, savedAt: at, outageEndedAt }
    : { kind: 'saving', pending, kept, stuck, since: at, savedAt: at, outageEndedAt }
}
