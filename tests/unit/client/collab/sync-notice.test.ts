import { describe, expect, it } from 'vitest'
import { describeSync, type SyncNotice } from '../../../../client/collab/sync-notice.ts'
import type { SyncState } from '../../../../client/collab/sync-state.ts'

const AT = new Date(2026, 8, 9, 14, 5, 7).getTime()

const describeAt = (state: SyncState, now: number, mayWrite = true): SyncNotice =>
  describeSync(state, { now, mayWrite })

describe('the words of the state chip', () => {
  it('[CLIENT-2] says Saved, and when, only for what the server confirmed', () => {
    const notice = describeAt(
      { kind: 'saved', pending: 0, kept: true, stuck: false, savedAt: AT, outageEndedAt: null },
      AT + 60_000,
    )
    expect(notice).toEqual({
      look: 'saved',
      tone: 'muted',
      text: 'Saved',
      title: 'Saved to server 14:05:07',
      asksBeforeLeaving: false,
      changesAt: null,
    })
  })

  it('[LANE-12] says in its details that a slower way is used, and only while the line is up', () => {
    const known = { pending: 0, kept: true, stuck: false } as const
    const titleOf = (state: SyncState): string =>
      describeSync(state, { now: AT, mayWrite: true, isOverHttp: true }).title
    expect(titleOf({ ...known, kind: 'saved', savedAt: AT, outageEndedAt: null })).toBe(
      'Saved to server 14:05:07. This network blocks WebSocket, so a slower way is used; nothing is less safe.',
    )
    expect(titleOf({ ...known, kind: 'offline' })).not.toContain('WebSocket')
    expect(titleOf({ ...known, kind: 'connecting' })).not.toContain('WebSocket')
  })

  it.each([
    [
      'SAFE-12',
      'tooManyConnections',
      'Too many notes open: close a tab',
      /when a tab with another one is closed/,
    ],
    ['SAFE-13', 'linkCrowded', 'Too many people by this link: waiting', /tries again every half minute/],
  ] as const)(
    '[%s] says of %s what helps, but not in place of what is unsaved',
    (_rule, crowding, words, help) => {
      const known = { kept: true, stuck: false } as const
      const noticeOf = (state: SyncState): SyncNotice =>
        describeSync(state, { now: AT, mayWrite: true, isOverHttp: true, crowding })
      for (const kind of ['connecting', 'offline'] as const) {
        const { text, tone } = noticeOf({ ...known, kind, pending: 0 })
        expect([text, tone]).toEqual([words, 'warning'])
      }
      const unsaved = noticeOf({ ...known, kind: 'offline', pending: 2 })
      expect(unsaved.text).toBe('Offline: 2 changes kept on this device')
      expect(unsaved.title).toMatch(help)
    },
  )

  it('[CLIENT-2] says Saving… after 400 ms and asks before leaving after 2 s', () => {
    const state: SyncState = {
      kind: 'saving',
      pending: 1,
      kept: true,
      stuck: false,
      since: AT,
      savedAt: AT - 9_000,
      outageEndedAt: null,
    }
    const seen = [0, 399, 400, 1_999, 2_000].map((after) => {
      const { text, asksBeforeLeaving, changesAt } = describeAt(state, AT + after)
      return [text, asksBeforeLeaving, changesAt === null ? null : changesAt - AT]
    })
    expect(seen).toEqual([
      ['Saved', false, 400],
      ['Saved', false, 400],
      ['Saving…', false, 2_000],
      ['Saving…', false, 2_000],
      ['Saving…', true, null],
    ])
  })

  it('[CLIENT-33] says so when the server cannot write to its disk, and where the changes are meanwhile', () => {
    const stuck = {
      kind: 'saving',
      pending: 2,
      stuck: true,
      since: AT,
      savedAt: 0,
      outageEndedAt: null,
    } as const
    expect(describeAt({ ...stuck, kept: true }, AT)).toMatchObject({
      tone: 'warning',
      text: 'Server cannot save: 2 changes kept on this device',
      asksBeforeLeaving: true,
    })
    expect(describeAt({ ...stuck, kept: false }, AT)).toMatchObject({
      tone: 'danger',
      text: 'Not saved: copy your text',
    })
    const idle = {
      kind: 'saved',
      pending: 0,
      kept: true,
      stuck: true,
      savedAt: 0,
      outageEndedAt: null,
    } as const
    expect(describeAt(idle, AT).text).toBe('Saved')
  })

  it('[CLIENT-2] counts what is kept on this device while offline, and asks before leaving', () => {
    const notice = describeAt({ kind: 'offline', pending: 3, kept: true, stuck: false }, AT)
    expect(notice).toMatchObject({
      tone: 'warning',
      text: 'Offline: 3 changes kept on this device',
      asksBeforeLeaving: true,
    })
    expect(describeAt({ kind: 'offline', pending: 1, kept: true, stuck: false }, AT).text).toBe(
      'Offline: 1 change kept on this device',
    )
  })

  it('[CLIENT-2] says Not saved when the line is gone and this device keeps no copy', () => {
    const notice = describeAt({ kind: 'offline', pending: 1, kept: false, stuck: false }, AT)
    expect(notice).toMatchObject({
      tone: 'danger',
      text: 'Not saved: copy your text',
      asksBeforeLeaving: true,
    })
  })

  it('[CLIENT-2] stays quiet about a lost line while nothing is unsaved', () => {
    const notice = describeAt({ kind: 'offline', pending: 0, kept: false, stuck: false }, AT)
    expect(notice).toMatchObject({ tone: 'muted', text: 'Reconnecting…', asksBeforeLeaving: false })
  })

  it('[CLIENT-2] asks before leaving from an outage until the server has confirmed what was pending', () => {
    const notice = describeAt(
      { kind: 'checking', pending: 2, kept: true, stuck: false, afterOutage: true },
      AT,
    )
    expect(notice).toMatchObject({ text: 'Saving…', asksBeforeLeaving: true })
  })

  it('[CLIENT-2] says for five seconds that all is saved again, also to somebody who types on', () => {
    const saved: SyncState = {
      kind: 'saved',
      pending: 0,
      kept: true,
      stuck: false,
      savedAt: AT,
      outageEndedAt: AT,
    }
    const typing: SyncState = { ...saved, kind: 'saving', pending: 1, since: AT + 1_000 }
    expect(describeAt(saved, AT + 4_999)).toMatchObject({
      tone: 'good',
      text: 'Reconnected, all changes saved',
      changesAt: AT + 5_000,
    })
    expect(describeAt(saved, AT + 5_000).text).toBe('Saved')
    expect(describeAt(typing, AT + 1_100).text).toBe('Reconnected, all changes saved')
    expect(describeAt(typing, AT + 1_400).text).toBe('Saving…')
  })

  it('[CLIENT-2] is loud about a refusal only when work is unsaved', () => {
    const refused: SyncState = { kind: 'refused', pending: 2, kept: true, stuck: false, refusal: 'readOnly' }
    expect(describeAt(refused, AT)).toMatchObject({
      tone: 'danger',
      text: 'Not saved',
      title: 'You may still read this note, but no longer write in it.',
      asksBeforeLeaving: true,
    })
    expect(describeAt({ ...refused, pending: 0 }, AT)).toMatchObject({
      tone: 'warning',
      text: 'Disconnected',
      asksBeforeLeaving: false,
    })
  })

  it('[CLIENT-2] tells readers about the line, not about saving', () => {
    const saved: SyncState = {
      kind: 'saved',
      pending: 0,
      kept: false,
      stuck: false,
      savedAt: AT,
      outageEndedAt: null,
    }
    expect(describeAt(saved, AT, false).text).toBe('Live')
    expect(describeAt({ kind: 'connecting', pending: 0, kept: false, stuck: false }, AT, false).text).toBe(
      'Connecting…',
    )
  })
})
