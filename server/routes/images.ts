/** `/notes/:id/images` and `/images/:id`: pictures of notes, which are served as what they are and nothing else. */
import { Router, type Request } from 'express'
import { MAX_IMAGE_BYTES } from '../../shared/contracts/images.ts'
import type { ImageId } from '../../shared/domain/ids.ts'
import { requireSignedIn } from '../auth/authorize.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { addImage } from '../notes/add-image.ts'
import { findImage, readImageBytes, type ImageFacts } from '../storage/image-rows.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import type { Db } from '../storage/tables.ts'
import { authorize, noteOf } from './find-target.ts'
import { rawBodyOf, readRawBody } from './raw-body.ts'

/** A picture never changes; who may no longer see it still has what the browser keeps. */
const KEPT_FOR_S = 365 * 24 * 60 * 60

type IdRequest = Request<{ id: string }>

/** Mount it at `/api/v1`. */
export function createImageRoutes(deps: Pick<Context, 'db' | 'clock' | 'documents'>): Router {
  const router = Router()

  router.post(
    '/notes/:id/images',
    async (request: IdRequest, _response, next) => {
      const target = await noteOf(deps.db, request)
      authorize(deps, request, { action: 'note.write', target })
      next()
    },
    readRawBody(MAX_IMAGE_BYTES),
    async (request: IdRequest, response) => {
      const target = await noteOf(deps.db, request)
      const bytes = rawBodyOf(request)
      response.status(201).json(await addImage(deps, { target, bytes, principal: principalOf(request) }))
    },
  )

  router.get('/images/:id', async (request: IdRequest, response) => {
    const { image, target } = await imageOf(deps.db, request)
    authorize(deps, request, { action: 'note.read', target })
    response.setHeader('Cache-Control', `private, max-age=${KEPT_FOR_S}, immutable`)
    response.setHeader('ETag', `"${image.sha256}"`)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    // Opened on its own it is a page: one that can do nothing.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    if (request.fresh) {
      response.status(304).end()
      return
    }
    const bytes = await readImageBytes(deps.db, image.id)
    if (!bytes) throw imageNotFound()
    const [, ending] = image.media_type.split('/')
    response.setHeader('Content-Disposition', `inline; filename="picture-${image.id}.${ending}"`)
    response.type(image.media_type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  })

  return router
}

/** The picture at `:id` with the note that it belongs to, which decides who may see it. */
async function imageOf(
  db: Db,
  request: IdRequest,
): Promise<{ readonly image: ImageFacts; readonly target: NoteTarget }> {
  requireSignedIn(principalOf(request))
  const image = await findImage(db, request.params.id as ImageId)
  const target = image && (await findNoteTarget(db, image.note_id))
  if (!image || !target) throw imageNotFound()
  return { image, target }
}

function imageNotFound(): AppError {
  return new AppError('not_found', 'There is no such picture here, or it was deleted.')
}
