import { describe, expect, it } from 'vitest'
import { nextSyncState, type SyncEvent, type SyncState } from '../../../../client/collab/sync-state.ts'

type Kind = SyncState['kind']
type EventName =
  | 'synced'
  | 'edited'
  | 'confirmed, all'
  | 'confirmed, more typed'
  | 'lost'
  | 'refused'
  | 'kept'
  | 'not kept'
  | 'stuck'

const STATES: { readonly [K in Kind]: SyncState & { readonly kind: K } } = {
  connecting: { kind: 'connecting', pending: 0, kept: true, stuck: false },
  checking: { kind: 'checking', pending: 2, kept: true, stuck: false, afterOutage: true },
  saved: { kind: 'saved', pending: 0, kept: true, stuck: false, savedAt: 100, outageEndedAt: 90 },
  saving: {
    kind: 'saving',
    pending: 2,
    kept: true,
    stuck: false,
    since: 150,
    savedAt: 100,
    outageEndedAt: 90,
  },
  offline: { kind: 'offline', pending: 2, kept: true, stuck: false },
  refused: { kind: 'refused', pending: 2, kept: true, stuck: false, refusal: 'forbidden' },
}

const EVENTS: Readonly<Record<EventName, SyncEvent>> = {
  synced: { type: 'synced' },
  edited: { type: 'edited', pending: 3, at: 200 },
  'confirmed, all': { type: 'confirmed', pending: 0, at: 200 },
  'confirmed, more typed': { type: 'confirmed', pending: 1, at: 200 },
  lost: { type: 'lost' },
  refused: { type: 'refused', refusal: 'tooLarge' },
  kept: { type: 'kept', kept: true },
  'not kept': { type: 'kept', kept: false },
  stuck: { type: 'stuck', stuck: true },
}

/** Where every event leads from every state; the types make sure that none is missing. */
const TABLE: Readonly<Record<Kind, Readonly<Record<EventName, SyncState>>>> = {
  connecting: {
    synced: { kind: 'checking', pending: 0, kept: true, stuck: false, afterOutage: false },
    edited: { kind: 'offline', pending: 3, kept: true, stuck: false },
    'confirmed, all': STATES.connecting,
    'confirmed, more typed': STATES.connecting,
    lost: STATES.connecting,
    refused: { kind: 'refused', pending: 0, kept: true, stuck: false, refusal: 'tooLarge' },
    kept: STATES.connecting,
    stuck: { ...STATES.connecting, stuck: true },
    'not kept': { kind: 'connecting', pending: 0, kept: false, stuck: false },
  },
  checking: {
    synced: STATES.checking,
    edited: { kind: 'checking', pending: 3, kept: true, stuck: false, afterOutage: true },
    'confirmed, all': {
      kind: 'saved',
      pending: 0,
      kept: true,
      stuck: false,
      savedAt: 200,
      outageEndedAt: 200,
    },
    'confirmed, more typed': {
      kind: 'saving',
      pending: 1,
      kept: true,
      stuck: false,
      since: 200,
      savedAt: 200,
      outageEndedAt: 200,
    },
    lost: { kind: 'offline', pending: 2, kept: true, stuck: false },
    refused: { kind: 'refused', pending: 2, kept: true, stuck: false, refusal: 'tooLarge' },
    kept: STATES.checking,
    stuck: { ...STATES.checking, stuck: true },
    'not kept': { kind: 'checking', pending: 2, kept: false, stuck: false, afterOutage: true },
  },
  saved: {
    synced: STATES.saved,
    edited: {
      kind: 'saving',
      pending: 3,
      kept: true,
      stuck: false,
      since: 200,
      savedAt: 100,
      outageEndedAt: 90,
    },
    'confirmed, all': {
      kind: 'saved',
      pending: 0,
      kept: true,
      stuck: false,
      savedAt: 200,
      outageEndedAt: 90,
    },
    'confirmed, more typed': {
      kind: 'saving',
      pending: 1,
      kept: true,
      stuck: false,
      since: 200,
      savedAt: 200,
      outageEndedAt: 90,
    },
    lost: { kind: 'offline', pending: 0, kept: true, stuck: false },
    refused: { kind: 'refused', pending: 0, kept: true, stuck: false, refusal: 'tooLarge' },
    kept: STATES.saved,
    stuck: { ...STATES.saved, stuck: true },
    'not kept': { kind: 'saved', pending: 0, kept: false, stuck: false, savedAt: 100, outageEndedAt: 90 },
  },
  saving: {
    synced: STATES.saving,
    edited: {
      kind: 'saving',
      pending: 3,
      kept: true,
      stuck: false,
      since: 150,
      savedAt: 100,
      outageEndedAt: 90,
    },
    'confirmed, all': {
      kind: 'saved',
      pending: 0,
      kept: true,
      stuck: false,
      savedAt: 200,
      outageEndedAt: 90,
    },
    'confirmed, more typed': {
      kind: 'saving',
      pending: 1,
      kept: true,
      stuck: false,
      since: 200,
      savedAt: 200,
      outageEndedAt: 90,
    },
    lost: { kind: 'offline', pending: 2, kept: true, stuck: false },
    refused: { kind: 'refused', pending: 2, kept: true, stuck: false, refusal: 'tooLarge' },
    kept: STATES.saving,
    stuck: { ...STATES.saving, stuck: true },
    'not kept': {
      kind: 'saving',
      pending: 2,
      kept: false,
      stuck: false,
      since: 150,
      savedAt: 100,
      outageEndedAt: 90,
    },
  },
  offline: {
    synced: { kind: 'checking', pending: 2, kept: true, stuck: false, afterOutage: true },
    edited: { kind: 'offline', pending: 3, kept: true, stuck: false },
    'confirmed, all': STATES.offline,
    'confirmed, more typed': STATES.offline,
    lost: STATES.offline,
    refused: { kind: 'refused', pending: 2, kept: true, stuck: false, refusal: 'tooLarge' },
    kept: STATES.offline,
    stuck: { ...STATES.offline, stuck: true },
    'not kept': { kind: 'offline', pending: 2, kept: false, stuck: false },
  },
  refused: {
    synced: STATES.refused,
    edited: STATES.refused,
    'confirmed, all': STATES.refused,
    'confirmed, more typed': STATES.refused,
    lost: STATES.refused,
    refused: STATES.refused,
    kept: STATES.refused,
    stuck: STATES.refused,
    'not kept': STATES.refused,
  },
}

describe('the state of one open note', () => {
  for (const [kind, row] of Object.entries(TABLE) as [Kind, Record<EventName, SyncState>][]) {
    for (const [name, expected] of Object.entries(row) as [EventName, SyncState][]) {
      it(`[CLIENT-1] "${kind}" goes to "${expected.kind}" when: ${name}`, () => {
        expect(nextSyncState(STATES[kind], EVENTS[name])).toEqual(expected)
      })
    }
  }
})
