/**
 * Notes for those whose network lets no WebSocket through: `GET /collab/ID/events` brings frames down, `POST
 * /collab/ID/frames` takes them up. What a connection is, who gets one and what ends it is the gateway's matter; this
 * only joins streams and requests to wires. Implements LANE-1…10 (docs/SPEC.md).
 */
import { Router, type Request, type Response } from 'express'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { ProtocolError } from '../../shared/protocol/codec.ts'
import {
  MAX_FRAME_BYTES,
  MAX_MULTIPLEXED_STREAMS,
  MAX_POSTS_AHEAD,
  MAX_PROGRAM_STREAMS,
  MAX_STREAMS,
} from '../../shared/protocol/limits.ts'
import {
  CONNECTION_HEADER,
  decodeFrames,
  EVENTS_PATH,
  FRAMES_PATH,
  MULTIPLEXED_PARAM,
  NUMBER_PARAM,
} from '../../shared/protocol/over-http.ts'
import { isOwnOrigin } from '../auth/is-own-origin.ts'
import type { Credentials } from '../auth/judge.ts'
import { readLoginCookie } from '../auth/login-cookie.ts'
import type { Principal } from '../auth/principal.ts'
import { hashSecret, isSameSecret, newSecret } from '../auth/secrets.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Gateway } from './gateway.ts'
import { HttpWire, STREAM_HEADERS } from './http-wire.ts'
import { NumberedPosts } from './numbered-posts.ts'
import { readBody } from './read-body.ts'

/** Above the limit of a frame, so that a client that sends too large a one learns why. */
const MAX_BODY_BYTES = 2 * MAX_FRAME_BYTES

/** A stream that is open, or on its way in. */
interface Stream {
  readonly wire: HttpWire
  readonly noteId: string
  readonly credentials: Credentials
  readonly posts: NumberedPosts
}

type NoteRequest = Request<{ noteId: string }>

/** Mount it at COLLAB_PATH, before anything that compresses and anything that limits requests: frames have their own limits. */
export function createHttpDoor({
  gateway,
  publicUrl,
}: Pick<Context, 'publicUrl'> & { readonly gateway: Pick<Gateway, 'welcome'> }): Router {
  /** By the hash of their secret. */
  const streams = new Map<string, Stream>()
  const counts = new Map<string, number>()

  const countOf = (owner: string) => counts.get(owner) ?? 0
  const count = (owner: string, by: 1 | -1): void => {
    const now = countOf(owner) + by
    if (now > 0) counts.set(owner, now)
    else counts.delete(owner)
  }

  /** The stream that a request with frames belongs to. Says no more to those who do not own one than that it is not there. */
  const streamOf = (request: NoteRequest): Stream => {
    const stream = streams.get(hashSecret(request.get(CONNECTION_HEADER) ?? ''))
    if (!stream || stream.noteId !== request.params.noteId) {
      throw new AppError('not_found', 'This connection is over, or never was: open the events again.')
    }
    if (!isSameLogin(stream.credentials, credentialsOf(request))) {
      throw new AppError('forbidden', 'This connection was opened by somebody else.')
    }
    return stream
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
    const { noteId } = request.params
    const { searchParams: params } = new URL(request.originalUrl, 'http://server')
    const credentials = credentialsOf(request)
    await gateway.welcome(
      { credentials, noteId, params },
      {
        against: (principal) => {
          if (response.closed) return null
          const owner = ownerOf(principal)
          if (countOf(owner) >= maxStreamsOf(principal, params)) return CLOSE.tooManyStreams
          count(owner, 1)
          response.once('close', () => count(owner, -1))
          return null
        },
        wire: () => {
          const secret = newSecret()
          const key = hashSecret(secret)
          const stream: Stream = {
            wire: new HttpWire({ response, secret }),
            noteId,
            credentials,
            posts: new NumberedPosts(),
          }
          if (response.closed) return stream.wire
          streams.set(key, stream)
          response.once('close', () => {
            streams.delete(key)
            stream.posts.end()
          })
          return stream.wire
        },
      },
    )
  })

  router.post(`/:noteId${FRAMES_PATH}`, async (request: NoteRequest, response: Response) => {
    requireOwnOrigin(request)
    const { wire, posts } = streamOf(request)
    const number = numberOf(request)
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
    response.setHeader('Cache-Control', 'no-store')
    response.status(204).end()
  })

  return router
}

/** A login is a browser; tokens and secrets of links may be shared by many programs. */
function ownerOf({ loginId, actor }: Principal): string {
  return loginId ?? actor ?? ''
}

function maxStreamsOf({ kind }: Principal, params: URLSearchParams): number {
  if (kind === 'token' || kind === 'link') return MAX_PROGRAM_STREAMS
  return params.has(MULTIPLEXED_PARAM) ? MAX_MULTIPLEXED_STREAMS : MAX_STREAMS
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
