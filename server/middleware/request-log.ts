/**
 * One line of the log per answered request. Neither headers nor queries nor bodies are logged, and paths only without
 * secrets (redact-path.ts), so a log can be handed on.
 */
import type { RequestHandler } from 'express'
import type { Logger } from '../log.ts'
import { principalOf } from './authenticate.ts'
import { redactPath } from './redact-path.ts'
import { requestIdOf } from './request-id.ts'

export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now()
    response.once('close', () => {
      const line = {
        requestId: requestIdOf(request),
        method: request.method,
        path: redactPath(request.originalUrl),
        // A client that went away before the end got no status, whatever was going to be sent.
        status: response.writableFinished ? response.statusCode : null,
        ms: Math.round(performance.now() - start),
        actor: principalOf(request).actor,
      }
      if (response.statusCode >= 500) log.error(line, 'request failed')
      else log.info(line, 'request')
    })
    next()
  }
}
