/**
 * Notes for those whose network lets no WebSocket through: `GET /collab/ID/events` brings frames down, `POST
 * /collab/ID/frames` takes them up. What a connection is, who gets one and what ends it is the gateway's matter; this
 * only joins requests to wires. Implements LANE-1…10 and LANE-13…15 (docs/SPEC.md).
 */
import { Router, type Request, type Response } from 'express'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { ProtocolError } from '../../shared/protocol/codec.ts'
import { MAX_FRAME_BYTES, MAX_POSTS_AHEAD } from '../../shared/protocol/limits.ts'
import {
  ANSWER_PARAM,
  ANSWERINGS,
  CONNECTION_HEADER,
  decodeFrames,
  EVENTS_PATH,
  FRAMES_PATH,
  MULTIPLEXED_PARAM,
  NUMBER_PARAM,
  type Answering,
} from '../../shared/protocol/over-http.ts'
import { isOwnOrigin } from '../auth/is-own-origin.ts'
import type { Credentials } from '../auth/judge.ts'
import { readLoginCookie } from '../auth/login-cookie.ts'
import { hashSecret, isSameSecret, newSecret } from '../auth/secrets.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Gateway } from './gateway.ts'
import { HttpWire, STREAM_HEADERS } from './http-wire.ts'
import { NumberedPosts } from './numbered-posts.ts'
import type { Seat } from '../auth/participants.ts'
import { readBody } from './read-body.ts'

/** Above the limit of a frame, so that a client that sends too large a one learns why. */
const MAX_BODY_BYTES = 2 * MAX_FRAME_BYTES

/** A connection over HTTP. */
interface Line {
  readonly wire: HttpWire
  readonly noteId: string
  readonly credentials: Credentials
  readonly posts: NumberedPosts
  readonly seat: Seat
}

type NoteRequest = Request<{ noteId: string }>

/** Mount it at COLLAB_PATH, before anything that compresses and anything that limits requests: frames have their own limits. */
export function createHttpDoor({
  gateway,
  clock,
  publicUrl,
}: Pick<Context, 'clock' | 'publicUrl'> & { readonly gateway: Pick<Gateway, 'welcome'> }): Router {
  /** By the hash of their secret. */
  const lines = new Map<string, Line>()

  /** The connection that a request belongs to. Says no more to those who do not own one than that it is not there. */
  const lineOf = (request: NoteRequest): Line => {
    const line = lines.get(hashSecret(request.get(CONNECTION_HEADER) ?? ''))
    if (!line || line.noteId !== request.params.noteId) {
      throw new AppError('not_found', 'This connection is over, or never was: open the events again.')
    }
    if (!isSameLogin(line.credentials, credentialsOf(request))) {
      throw new AppError('forbidden', 'This connection was opened by somebody else.')
    }
    return line
  }

  const openLine = (request: NoteRequest, seat: Seat): Line => {
    const secret = newSecret()
    const key = hashSecret(secret)
    const posts = new NumberedPosts()
    const onGone = (): void => {
      lines.delete(key)
      posts.end()
    }
    const wire = new HttpWire({ secret, onGone })
    const { noteId } = request.params
    const line: Line = { wire, noteId, credentials: credentialsOf(request), posts, seat }
    lines.set(key, line)
    return line
  }

  const requireOwnOrigin = (request: NoteRequest): void => {
    const { origin } = request.headers
    const fetchSite = request.get('sec-fetch-site')
    // As strict as for a WebSocket: no other site's page, whatever credentials it has.
    if (isOwnOrigin({ fetchSite, origin, host: request.host, publicUrl: publicUrl() })) return
    throw new AppError('bad_origin', 'A page of another site asked for a note and does not get it.')
  }

  const router = Router()

  router.get(`/:noteId${EVENTS_PATH}`, async (request: NoteRequest, response) => {
    requireOwnOrigin(request)
    if (request.method === 'HEAD') {
      response.writeHead(200, STREAM_HEADERS).end()
      return
    }
    const wanted = answeringOf(request)
    if (request.get(CONNECTION_HEADER) !== undefined) {
      const { wire, seat } = lineOf(request)
      // Asking is as much work as a frame.
      if (!seat.take(0, clock.now())) wire.refuse(CLOSE.tooFast)
      wire.hear()
      wire.answer(response, settleAnswering({ wanted, request, response, seat }))
      return
    }
    const { noteId } = request.params
    const { searchParams: params } = new URL(request.originalUrl, 'http://server')
    await gateway.welcome({ credentials: credentialsOf(request), noteId, params }, (seat) => {
      if (seat === null) {
        const wire = new HttpWire({ secret: '', onGone: () => {} })
        wire.answer(response, 'lasting')
        return wire
      }
      const { wire } = openLine(request, seat)
      wire.answer(response, settleAnswering({ wanted, request, response, seat }))
      return wire
    })
  })

  router.post(`/:noteId${FRAMES_PATH}`, async (request: NoteRequest, response: Response) => {
    requireOwnOrigin(request)
    const { wire, posts } = lineOf(request)
    const number = numberOf(request)
    const answering = answeringOf(request)
    requireBytes(request)
    wire.hear()
    const fate = await posts.take({
      number,
      read: (signal) =>
        readBody(request, {
          maxBytes: MAX_BODY_BYTES,
          signal,
          onPart: () => wire.hear(),
          onTooLarge: () => wire.refuse(CLOSE.tooLarge),
        }),
      apply: (body) => {
        try {
          wire.take(decodeFrames(body))
        } catch (error) {
          if (!(error instanceof ProtocolError)) throw error
          wire.refuse(CLOSE.badFrame)
        }
      },
    })
    if (fate === 'ahead') {
      throw new AppError('conflict', `More than ${MAX_POSTS_AHEAD} requests before this one are missing.`, {
        place: NUMBER_PARAM,
      })
    }
    if (fate === 'dropped') {
      throw new AppError('conflict', 'This request was sent again, or its connection is over.')
    }
    if (answering === 'immediate') wire.handBack()
    response.setHeader('Cache-Control', 'no-store')
    response.status(204).end()
  })

  return router
}

/** How events are answered that were asked for: none are held open beyond what the asker's browser can spare. */
function settleAnswering({
  wanted,
  request,
  response,
  seat,
}: {
  readonly wanted: Answering
  readonly request: NoteRequest
  readonly response: Response
  readonly seat: Seat
}): Answering {
  if (wanted === 'immediate' || request.query[MULTIPLEXED_PARAM] !== undefined) return wanted
  if (response.closed || !seat.hold()) return 'immediate'
  response.once('close', () => seat.release())
  return wanted
}

function answeringOf({ query }: NoteRequest): Answering {
  const wanted = query[ANSWER_PARAM]
  if (wanted === undefined) return 'lasting'
  const known = ANSWERINGS.find((kind) => kind === wanted)
  if (known) return known
  throw new AppError('bad_request', `Expected one of ${ANSWERINGS.join(', ')}.`, { place: ANSWER_PARAM })
}

function credentialsOf({ headers: { cookie, authorization } }: NoteRequest): Credentials {
  return { cookie, authorization }
}

/** Whether both came with the same login, token or link. What these may do is judged for the stream alone. */
function isSameLogin(one: Credentials, other: Credentials): boolean {
  return isSameSecret(secretOf(one), secretOf(other))
}

function secretOf({ cookie, authorization }: Credentials): string {
  return authorization ?? readLoginCookie(cookie) ?? ''
}

function numberOf(request: NoteRequest): number {
  const number = Number(request.query[NUMBER_PARAM])
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new AppError('bad_request', 'Expected the number of the request: 1 for the first, then 2, 3 …', {
    place: NUMBER_PARAM,
  })
}

/** A type that no form of another site can send, and nothing that would have to be decompressed. */
function requireBytes(request: NoteRequest): void {
  const type = request.get('content-type')
  const coding = request.get('content-encoding') ?? 'identity'
  if (type === 'application/octet-stream' && coding === 'identity') return
  throw new AppError('unsupported_format', 'Expected a body of application/octet-stream, not compressed.')
}
