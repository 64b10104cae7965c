/** The reading pages under `/r`: decodes the address, asks the use-case, sends the page or an explanation. */
import { createHash } from 'node:crypto'
import { Router, type NextFunction, type Request, type Response } from 'express'
import { ERROR_STATUS } from '../../shared/contracts/errors.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { explainRefusal } from '../publish/explain-refusal.ts'
import { readPassageId } from '../publish/find-arrival.ts'
import { readEventPage } from '../publish/read-event-page.ts'
import { readNotePage } from '../publish/read-note-page.ts'
import { readSessionPage } from '../publish/read-session-page.ts'
import { readTrackPage } from '../publish/read-track-page.ts'
import type { ReadingDeps } from '../publish/read-versions.ts'
import { renderErrorPage } from '../publish/reading-error.ts'
import { renderEventPage } from '../publish/reading-event.ts'
import type { PageRequest } from '../publish/reading-layout.ts'
import { renderNotePage, type NotePage } from '../publish/reading-note.ts'
import { readingPath } from '../publish/reading-paths.ts'
import { renderSessionPage } from '../publish/reading-session.ts'
import { renderTrackPage } from '../publish/reading-track.ts'
import { loadReadingScript, READING_SCRIPT_PATH } from './reading-script.ts'

type Deps = ReadingDeps & Pick<Context, 'log' | 'publicUrl'>

/** Mount it at the root, after the middleware that authenticates and before the pages of the client. */
export function createReadingRoutes(deps: Deps): Router {
  const router = Router()
  const script = loadReadingScript()

  const describeRequest = (request: Request): PageRequest => {
    const path = `${request.baseUrl}${request.path}`
    return {
      path,
      url: `${deps.publicUrl()}${path}`,
      script: script?.url ?? null,
      still: request.query['refresh'] === 'off',
    }
  }

  router.use('/r', (_request, response, next) => {
    // What a page holds depends on who asks; browsers may keep it, but have to ask whether it is still the same.
    response.set({
      'Cache-Control': 'private, no-cache',
      'X-Robots-Tag': 'noindex',
      Vary: 'Cookie, Authorization',
    })
    next()
  })

  router.get('/r/:event', async (request, response) => {
    const slug = request.params.event
    const page = await readEventPage(deps, { slug, principal: principalOf(request) })
    sendPage(request, response, renderEventPage({ ...page, request: describeRequest(request) }))
  })

  router.get('/r/n/:note', async (request, response) => {
    const page = await readNotePage(deps, { id: request.params.note, principal: principalOf(request) })
    const passage = readPassageId(request.query['passage'])
    // Its notes are on the page of the session or track; browsers keep the place within the page.
    if (passage !== null) return response.redirect(303, `${ownerPath(page)}?passage=${passage}`)
    sendPage(request, response, renderNotePage({ ...page, request: describeRequest(request) }))
  })

  router.get('/r/:event/t/:track', async (request, response) => {
    const { event: slug, track: id } = request.params
    const principal = principalOf(request)
    const passage = readPassageId(request.query['passage'])
    const page = await readTrackPage(deps, { slug, id, principal, passage })
    sendPage(request, response, renderTrackPage({ ...page, request: describeRequest(request) }))
  })

  router.get('/r/:event/s/:session', async (request, response) => {
    const { event: slug, session: id } = request.params
    const principal = principalOf(request)
    const passage = readPassageId(request.query['passage'])
    const page = await readSessionPage(deps, { slug, id, principal, passage })
    sendPage(request, response, renderSessionPage({ ...page, request: describeRequest(request) }))
  })

  router.get(READING_SCRIPT_PATH, (request, response, next) => {
    if (script === null) return next()
    const forever = request.query['v'] === script.version
    response
      .type('text/javascript')
      .set('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'public, no-cache')
      .send(script.text)
  })

  router.use('/r', (_request, _response, next) => {
    next(new AppError('not_found', 'There is no such page.'))
  })

  router.use('/r', async (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error)
    const known = error instanceof AppError ? error : new AppError('internal', 'unexpected', { cause: error })
    const code = await explainRefusal(deps, { error: known, principal: principalOf(request) })
    if (ERROR_STATUS[code] >= 500) deps.log.error({ err: error, path: request.path }, 'a reading page failed')
    response
      .status(ERROR_STATUS[code])
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(renderErrorPage(code, describeRequest(request)))
  })

  return router
}

function ownerPath({ event, track, session }: Pick<NotePage, 'event' | 'track' | 'session'>): string {
  if (session) return readingPath(event.slug, { session: session.id })
  return readingPath(event.slug, track ? { track: track.id } : {})
}

function sendPage(request: Request, response: Response, page: string): void {
  const tag = createHash('sha256').update(page).digest('base64url').slice(0, 27)
  // Weak: compression on the way changes the bytes, not the page.
  response.set('ETag', `W/"${tag}"`)
  // Not `request.fresh`: a script that sends If-None-Match also sends Cache-Control: no-cache, whether it wants or not.
  if (request.get('If-None-Match')?.includes(`"${tag}"`)) response.status(304).end()
  else response.type('html').send(page)
}
