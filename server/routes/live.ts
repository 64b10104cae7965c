/**
 * `GET /api/v1/live?notes=ID,ID`: the notes as readers see them, as server-sent events. One stream carries all notes of
 * a page, because a browser only opens six connections to a site. A stream ends when one of the notes may not be read
 * any more: judged again after every change of rights in its event, when a right expires, and once in a while.
 */
import { Router, type Request, type Response } from 'express'
import { HOUR_MS, SECOND_MS } from '../../shared/domain/time.ts'
import { authenticate } from '../auth/authenticate.ts'
import { requireAccess, requireSignedIn } from '../auth/authorize.ts'
import { linkBehind } from '../auth/link-behind.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { parsePlaces } from '../publish/live-frames.ts'
import type { LiveNotes } from '../publish/live-notes.ts'
import type { Participants, Seat } from '../auth/participants.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import { LiveStream } from './live-stream.ts'

export const LIVE_HEARTBEAT_MS = 15 * SECOND_MS
/** How many notes one stream may carry; a page has two. */
const MAX_NOTES = 8
/** Logins end too, and nothing announces that. */
const JUDGE_AT_LEAST_EVERY_MS = HOUR_MS
/** Those for whom there is no room ask again after this long. */
const RETURN_SECONDS = 30
const ENDED = {
  code: 'forbidden',
  detail: 'Your access to these notes has ended. Ask for a new link if you still need it.',
} as const

type Deps = Pick<Context, 'db' | 'bus' | 'clock' | 'log'> & {
  readonly liveNotes: LiveNotes
  /** Streams count as connections. */
  readonly participants: Pick<Participants, 'enter'>
}

interface OpenStream {
  readonly stream: LiveStream
  readonly request: Request
  readonly noteIds: readonly string[]
  readonly eventIds: ReadonlySet<string>
  cancelJudgement: () => void
}

export interface LiveRoutes {
  /** Mount it at `/api/v1`, after the middleware that authenticates and before any that compresses. */
  readonly router: Router
  /** Streams that are open. */
  countStreams(): number
  /** Cuts all streams; their readers come back, to this server or another. */
  close(): void
}

export function createLiveRoutes(deps: Deps): LiveRoutes {
  const { bus, clock, log, liveNotes, participants } = deps
  const streams = new Set<OpenStream>()
  let closed = false

  const judgeAgain = async (open: OpenStream): Promise<void> => {
    const until = await readableUntil(deps, open)
    if (!streams.has(open)) return
    if (until === null) return open.stream.end(ENDED)
    open.cancelJudgement()
    const leftMs = until - clock.now()
    // A right that ended between the two looks at the clock is looked at again soon, but not in a circle.
    const delayMs = leftMs > 0 ? Math.min(leftMs, JUDGE_AT_LEAST_EVERY_MS) : SECOND_MS
    open.cancelJudgement = clock.after(delayMs, () => judgeSafely(open))
  }
  // A stream whose rights cannot be found out is cut: its reader asks again, and is told what is wrong.
  const judgeSafely = (open: OpenStream): void => {
    judgeAgain(open).catch((error: unknown) => {
      log.error({ err: error }, 'the rights of a live reader could not be judged')
      open.stream.close()
    })
  }

  const stopHeartbeat = clock.every(LIVE_HEARTBEAT_MS, () => {
    for (const { stream } of streams) stream.beat()
  })
  const unsubscribe = bus.subscribe((message) => {
    if (message.kind !== 'access-changed') return
    for (const open of streams) if (open.eventIds.has(message.eventId)) judgeSafely(open)
  })

  const router = Router()
  router.get('/live', async (request, response) => {
    const principal = principalOf(request)
    requireSignedIn(principal)
    if (closed) throw new AppError('unavailable', 'The server is about to restart.')
    const targets = await findReadable(deps, { request, principal })
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end()
      return
    }
    // Whoever has left meanwhile would never leave the seat.
    if (response.closed) return
    const seat = takeSeat({ participants, clock, principal, target: targets[0], response })
    const stream = new LiveStream({
      response,
      clock,
      notes: targets.map(({ note, kind }) => ({ id: note, kind })),
      seqs: placesOf(request),
      patches: request.query['patches'] === '1',
    })
    const open: OpenStream = {
      stream,
      request,
      noteIds: targets.map(({ note }) => note),
      eventIds: new Set(targets.map(({ event }) => event)),
      cancelJudgement: () => {},
    }
    streams.add(open)
    response.on('close', () => {
      streams.delete(open)
      open.cancelJudgement()
      seat.leave(clock.now())
    })
    await stream.open(liveNotes)
    // Rights may have changed between the first look at them and the stream's entry among those that are told.
    judgeSafely(open)
  })

  return {
    router,
    countStreams: () => streams.size,
    close() {
      closed = true
      stopHeartbeat()
      unsubscribe()
      for (const { stream } of streams) stream.close()
    },
  }
}

/** Throws AppError `too_many_requests`, with the time after which to come back. */
function takeSeat(options: {
  readonly participants: Pick<Participants, 'enter'>
  readonly clock: Clock
  readonly principal: Principal
  readonly target: NoteTarget | undefined
  readonly response: Response
}): Seat {
  const { participants, clock, principal, target = {}, response } = options
  const now = clock.now()
  const link = linkBehind({ grants: principal.grants, target, now })
  const entry = participants.enter({ principal, link }, now)
  if ('seat' in entry) return entry.seat
  response.setHeader('Retry-After', RETURN_SECONDS)
  throw new AppError(
    'too_many_requests',
    `Too many pages follow notes with this login or access link. Come back in ${RETURN_SECONDS} seconds, or ask for the page itself.`,
  )
}

async function findReadable(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { request, principal }: { readonly request: Request; readonly principal: Principal },
): Promise<readonly NoteTarget[]> {
  const list = request.query['notes']
  const ids = typeof list === 'string' ? [...new Set(list.split(',').filter((id) => id !== ''))] : []
  if (ids.length === 0 || ids.length > MAX_NOTES) {
    throw new AppError('bad_request', `Expected the ids of 1 to ${MAX_NOTES} notes, separated by commas.`, {
      place: 'notes',
    })
  }
  const targets: NoteTarget[] = []
  for (const id of ids) {
    const target = await findNoteTarget(db, id)
    if (!target)
      throw new AppError('not_found', 'There is no such note here, or it was deleted.', { place: 'notes' })
    requireAccess({ principal, action: 'note.read', target, clock })
    targets.push(target)
  }
  return targets
}

/** What the reader has already: what the browser says when it comes back, else what the page says that it shows. */
function placesOf(request: Request): ReadonlyMap<string, number> {
  const after = request.query['after']
  return parsePlaces(request.get('Last-Event-ID') ?? (typeof after === 'string' ? after : ''))
}

/** When the first of the reader's rights ends; null: one of the notes may not be read any more. */
async function readableUntil(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { request, noteIds }: OpenStream,
): Promise<number | null> {
  const { cookie, authorization } = request.headers
  try {
    const principal = await authenticate({ db, clock }, { cookie, authorization })
    for (const id of noteIds) {
      const target = await findNoteTarget(db, id)
      if (!target) return null
      requireAccess({ principal, action: 'note.read', target, clock })
    }
    const ends = principal.grants.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY)
    return Math.min(...ends)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
