/**
 * What the state chip says: the words, how loud they are, and whether leaving the page must ask. Pure; the clock is
 * an argument, and `changesAt` says when to ask again.
 */
import { refusalOf } from './refusal.ts'
import type { SyncState } from './sync-state.ts'

/** Shorter than this nobody needs to see that something is on its way. */
export const SAVING_SHOWN_AFTER_MS = 400
/** From here on unsaved work is worth a question before the page goes away. */
export const LEAVING_ASKS_AFTER_MS = 2_000
export const RECONNECTED_SHOWN_FOR_MS = 5_000

export type NoticeLook =
  | 'connecting'
  | 'live'
  | 'saved'
  | 'saving'
  | 'stuck'
  | 'kept'
  | 'unsaved'
  | 'reconnecting'
  | 'reconnected'
  | 'stopped'

/** `danger` interrupts, `warning` stays until it is over, the others are quiet. */
export type NoticeTone = 'muted' | 'good' | 'warning' | 'danger'

export interface SyncNotice {
  readonly look: NoticeLook
  readonly tone: NoticeTone
  /** The chip's text. */
  readonly text: string
  /** More, for those who point at it. */
  readonly title: string
  /** Whether leaving the page must ask first. */
  readonly asksBeforeLeaving: boolean
  /** When the notice changes although nothing happens (ms since the epoch), or null. */
  readonly changesAt: number | null
}

export interface NoticeOptions {
  readonly now: number
  readonly mayWrite: boolean
  /** The line is one over HTTP, since the network lets no WebSocket through. */
  readonly isOverHttp?: boolean
  /** The server has no place for one more. */
  readonly crowding?: Crowding | null
}

/** Of what there is too much: this browser's notes, or people who came by the same access link. */
export type Crowding = 'tooManyConnections' | 'linkCrowded'

/** Describes a state at `now`. People who may only read hear about the line, not about saving. */
export function describeSync(state: SyncState, options: NoticeOptions): SyncNotice {
  const notice = describeState(state, options)
  const isUp = state.kind === 'saved' || state.kind === 'saving'
  if (isUp) return options.isOverHttp ? { ...notice, title: `${notice.title}. ${OVER_HTTP}` } : notice
  if (!options.crowding || (state.kind !== 'connecting' && state.kind !== 'offline')) return notice
  const words = CROWDED_OUT[options.crowding]
  // What is unsaved matters more than why.
  return state.pending > 0 ? { ...notice, title: words.title } : { ...notice, ...words, tone: 'warning' }
}

const OVER_HTTP = 'This network blocks WebSocket, so a slower way is used; nothing is less safe.'

const CROWDED_OUT: Readonly<Record<Crowding, Pick<SyncNotice, 'text' | 'title'>>> = {
  tooManyConnections: {
    text: 'Too many notes open: close a tab',
    title:
      'There are only so many that one browser can have open. This one connects when a tab with another one is closed.',
  },
  linkCrowded: {
    text: 'Too many people by this link: waiting',
    title:
      'More people have opened your access link than it lets in at once. This page tries again every half minute; an organiser can give you another link.',
  },
}

function describeState(state: SyncState, options: NoticeOptions): SyncNotice {
  switch (state.kind) {
    case 'connecting':
      return quiet({ look: 'connecting', text: 'Connecting…', title: 'Opening the live note' })
    case 'checking':
      if (state.stuck && state.pending > 0) return describeStuck(state)
      return state.pending > 0
        ? { ...SAVING, asksBeforeLeaving: true }
        : state.afterOutage
          ? RECONNECTING
          : quiet({ look: 'connecting', text: 'Connecting…', title: 'Comparing with the server' })
    case 'saved':
      return options.mayWrite
        ? describeSaved(state, options.now)
        : quiet({ look: 'live', text: 'Live', title: 'You see changes as they are made' })
    case 'saving':
      return describeSaving(state, options.now)
    case 'offline':
      return describeOffline(state)
    case 'refused':
      return {
        look: 'stopped',
        tone: state.pending > 0 ? 'danger' : 'warning',
        text: state.pending > 0 ? 'Not saved' : 'Disconnected',
        title: refusalOf(state.refusal).reason,
        asksBeforeLeaving: state.pending > 0,
        changesAt: null,
      }
    default:
      return state satisfies never
  }
}

type Quiet = Pick<SyncNotice, 'look' | 'text' | 'title'>

function quiet(notice: Quiet): SyncNotice {
  return { ...notice, tone: 'muted', asksBeforeLeaving: false, changesAt: null }
}

const SAVING = quiet({ look: 'saving', text: 'Saving…', title: 'Waiting for the server to write it to disk' })
const RECONNECTING = quiet({
  look: 'reconnecting',
  text: 'Reconnecting…',
  title: 'The connection is gone; nothing of yours is unsaved',
})

function describeSaved(state: SyncState & { readonly kind: 'saved' | 'saving' }, now: number): SyncNotice {
  const title = `Saved to server ${timeOfDay(state.savedAt)}`
  const shownUntil = (state.outageEndedAt ?? -Infinity) + RECONNECTED_SHOWN_FOR_MS
  if (now >= shownUntil) return quiet({ look: 'saved', text: 'Saved', title })
  return {
    look: 'reconnected',
    tone: 'good',
    text: 'Reconnected, all changes saved',
    title,
    asksBeforeLeaving: false,
    changesAt: shownUntil,
  }
}

function describeSaving(state: SyncState & { readonly kind: 'saving' }, now: number): SyncNotice {
  if (state.stuck) return describeStuck(state)
  const shownAt = state.since + SAVING_SHOWN_AFTER_MS
  const asksAt = state.since + LEAVING_ASKS_AFTER_MS
  if (now < shownAt) {
    const saved = describeSaved(state, now)
    return { ...saved, changesAt: Math.min(shownAt, saved.changesAt ?? shownAt) }
  }
  return { ...SAVING, asksBeforeLeaving: now >= asksAt, changesAt: now >= asksAt ? null : asksAt }
}

/** The line is up, but the server's disk takes nothing. */
function describeStuck(state: SyncState): SyncNotice {
  return state.kept
    ? {
        look: 'stuck',
        tone: 'warning',
        text: `Server cannot save: ${changesOf(state)} kept on this device`,
        title: 'Its disk takes nothing at the moment. It goes on trying; you can go on writing.',
        asksBeforeLeaving: true,
        changesAt: null,
      }
    : {
        look: 'unsaved',
        tone: 'danger',
        text: 'Not saved: copy your text',
        title:
          'The server cannot write to its disk and this browser keeps no copy. Only this page has your last changes.',
        asksBeforeLeaving: true,
        changesAt: null,
      }
}

function changesOf({ pending }: SyncState): string {
  return pending === 1 ? '1 change' : `${pending} changes`
}

function describeOffline(state: SyncState & { readonly kind: 'offline' }): SyncNotice {
  if (state.pending === 0) return RECONNECTING
  const changes = changesOf(state)
  return state.kept
    ? {
        look: 'kept',
        tone: 'warning',
        text: `Offline: ${changes} kept on this device`,
        title: 'They are sent as soon as the connection is back. You can go on writing.',
        asksBeforeLeaving: true,
        changesAt: null,
      }
    : {
        look: 'unsaved',
        tone: 'danger',
        text: 'Not saved: copy your text',
        title: 'The connection is gone and this browser keeps no copy. Only this page has your last changes.',
        asksBeforeLeaving: true,
        changesAt: null,
      }
}

function timeOfDay(time: number): string {
  const date = new Date(time)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
