/** Publications: making and taking them back below `/api/v1`, and their pages, as they were made, below `/p`. */
import { Router, type Request, type Response } from 'express'
import { PublicationRequest } from '../../shared/contracts/publishing.ts'
import type { PublicationId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { findPublished } from '../publish/find-published.ts'
import { listPublications } from '../publish/list-publications.ts'
import { publicationPath } from '../publish/publication-paths.ts'
import { publishEvent } from '../publish/publish-event.ts'
import { renderErrorPage, type PublicationTrouble } from '../publish/reading-error.ts'
import { SharedBytes } from '../publish/shared-bytes.ts'
import { publishAgain, takeBack } from '../publish/take-back.ts'
import { findPublication, listPublishedEvents } from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import { requireSignedIn } from '../auth/authorize.ts'
import { authorize, eventOf } from './find-target.ts'
import { mediaTypeOf } from './media-type-of.ts'
import { signalOf } from './signal-of.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'files' | 'config' | 'publicUrl'> & {
  readonly contents: NoteContents
}

/** Mount it at `/api/v1`. */
export function createPublicationRoutes(deps: Deps): Router {
  const router = Router()

  router.get('/events/:slug/publications', async (request, response) => {
    const target = await eventOf(deps.db, request)
    authorize(deps, request, { action: 'event.publish', target })
    response.json(await listPublications(deps, target.event))
  })

  router.post(
    '/events/:slug/publications',
    readJsonBody,
    async (request: Request<{ slug: string }>, response: Response) => {
      const target = await eventOf(deps.db, request)
      authorize(deps, request, { action: 'event.publish', target })
      const body = parseBody(PublicationRequest, request as Request)
      const principal = principalOf(request as Request)
      const signal = signalOf(response)
      response.json(await publishEvent(deps, { event: target.event, request: body, principal, signal }))
    },
  )

  const publicationOf = async (request: Request<{ id: string }>): Promise<PublicationRow> => {
    requireSignedIn(principalOf(request as Request))
    const publication = await findPublication(deps.db, request.params.id as PublicationId)
    if (!publication) throw new AppError('not_found', 'There is no such publication.')
    authorize(deps, request, { action: 'event.publish', target: { event: publication.event_id } })
    return publication
  }

  router.post('/publications/:id/withdraw', async (request, response) => {
    const publication = await publicationOf(request)
    response.json(await takeBack(deps, { publication, principal: principalOf(request) }))
  })

  router.post('/publications/:id/again', async (request, response) => {
    const publication = await publicationOf(request)
    response.json(await publishAgain(deps, { publication, principal: principalOf(request) }))
  })

  return router
}

/** Everything that a page needs is a file beside it; nothing else runs, loads or frames. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Mount it at the root. */
export function createPublicationPages(deps: Pick<Context, 'db' | 'clock' | 'publicUrl'>): Router {
  const router = Router()
  const shared = new SharedBytes()

  router.get('/robots.txt', (_request, response) => {
    response.type('text/plain')
    response.send(`User-agent: *\nAllow: /p/\nDisallow: /\nSitemap: ${deps.publicUrl()}/sitemap.xml\n`)
  })

  router.get('/sitemap.xml', async (_request, response) => {
    const events = await listPublishedEvents(deps.db)
    const entries = events.map(
      ({ slug, published_at: at }) =>
        `<sitemap><loc>${deps.publicUrl()}${publicationPath(slug)}sitemap.xml</loc><lastmod>${new Date(at).toISOString()}</lastmod></sitemap>\n`,
    )
    response.type('application/xml')
    response.send(
      `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</sitemapindex>\n`,
    )
  })

  const send = async (
    request: Request,
    response: Response,
    asked: { readonly slug: string; readonly number: number | null; readonly path: string },
  ): Promise<void> => {
    const found = await findPublished({ ...deps, shared }, { ...asked, principal: principalOf(request) })
    response.setHeader('Content-Security-Policy', POLICY)
    response.setHeader('Cache-Control', asked.number === null ? 'public, no-cache' : 'private, no-cache')
    if (found.kind === 'nothing') return sendTrouble(request, response, 'unpublished')
    if (found.kind === 'withdrawn') return sendTrouble(request, response, 'withdrawn')
    if (found.kind === 'no-file') {
      const page = await found.page()
      response.status(404).type('text/html; charset=utf-8')
      return void response.send(page ? Buffer.from(page) : 'Not found')
    }
    const { path, sha256, isLive } = found
    response.setHeader('ETag', `W/"${sha256}"`)
    response.type(mediaTypeOf(path))
    if (isLive) response.removeHeader('X-Robots-Tag')
    if (request.fresh) return void response.status(304).end()
    const bytes = await found.bytes()
    if (!bytes) throw new Error(`the bytes of the publication's file ${path} are gone`)
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  const sendTrouble = (request: Request, response: Response, trouble: PublicationTrouble): void => {
    const page = { path: request.path, url: `${deps.publicUrl()}${request.path}`, script: null, still: true }
    // The pages of the server carry their style with them.
    response.setHeader('Content-Security-Policy', `${POLICY}; style-src-elem 'unsafe-inline'`)
    response.status(trouble === 'withdrawn' ? 410 : 404).type('text/html; charset=utf-8')
    response.send(renderErrorPage(trouble, page))
  }

  // Pages lead to each other by addresses relative to theirs: the slash matters.
  router.get(/^\/p\/([^/]+)(?:\/~(\d{1,9}))?$/, (request, response) =>
    response.redirect(301, `${request.path}/`),
  )
  router.get(/^\/p\/([^/]+)\/(?:~(\d{1,9})\/)?(.*)$/, async (request, response) => {
    const { 0: slug = '', 1: number, 2: path = '' } = request.params as Record<number, string | undefined>
    await send(request as Request, response, {
      slug,
      number: number === undefined ? null : Number(number),
      path: path === '' ? 'index.html' : path,
    })
  })

  return router
}
