import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'

const IDS = new WeakMap<Request, string>()

/**
 * Names every request, so that an error page and a line of the log can be put together. An `X-Request-Id` that comes in
 * is not taken over: it would put somebody else's text into the log.
 */
export function assignRequestId(): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID()
    IDS.set(request, id)
    response.setHeader('X-Request-Id', id)
    next()
  }
}

/** Empty for a request that failed before it got a name. */
export function requestIdOf(request: Request): string {
  return IDS.get(request) ?? ''
}
