import type { RequestHandler } from 'express'
import { isOwnOrigin } from '../auth/is-own-origin.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a foreign page has a visitor's browser send. Also without a cookie: signing a visitor in as somebody else
 * is an attack too. Requests with an `Authorization` header are not a browser's doing on its own.
 */
export function requireSameOrigin({ publicUrl }: Pick<Context, 'publicUrl'>): RequestHandler {
  return (request, _response, next) => {
    const { authorization, origin } = request.headers
    if (SAFE_METHODS.has(request.method) || authorization !== undefined) return next()
    const fetchSite = request.get('sec-fetch-site')
    if (!isOwnOrigin({ fetchSite, origin, host: request.host, publicUrl: publicUrl() })) {
      throw new AppError(
        'bad_origin',
        'This request was sent by a page of another site and was not carried out.',
      )
    }
    next()
  }
}
