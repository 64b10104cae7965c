/**
 * The only place where errors become HTTP answers: RFC 9457 problem details with a stable code. What was expected to
 * fail says so in its own words; anything else is a bug, tells the asker nothing but the request's id, and is logged.
 */
import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { ERROR_STATUS, type ErrorCode, type Problem } from '../../shared/contracts/errors.ts'
import { AppError } from '../errors.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import type { Logger } from '../log.ts'
import { redactPath } from './redact-path.ts'
import { requestIdOf } from './request-id.ts'

export function handleErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = toAppError(error)
    if (!known || ERROR_STATUS[known.code] >= 500) {
      const { method, originalUrl } = request
      log.error(
        { requestId: requestIdOf(request), method, path: redactPath(originalUrl), err: describe(error) },
        'unexpected error in a request',
      )
    }
    if (response.headersSent) {
      // Half an answer must not look like a whole one.
      response.destroy()
      return
    }
    sendProblem(
      request,
      response,
      known ??
        new AppError('internal', 'Something went wrong on the server. It has been logged; try again later.'),
    )
  }
}

function sendProblem(request: Request, response: Response, error: AppError): void {
  const status = ERROR_STATUS[error.code]
  const requestId = requestIdOf(request)
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: error.message,
    ...(error.place === null ? {} : { place: error.place }),
    ...(error.found === null ? {} : { found: error.found }),
    ...(requestId === '' ? {} : { requestId }),
  }
  response.status(status)
  response.setHeader('Cache-Control', 'no-store')
  // RFC 9110 asks for it; unlike Basic it makes no browser ask for a password.
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  // Not `send`, which would add an ETag to what nobody keeps.
  response.type('application/problem+json').end(JSON.stringify(problem))
}

/** Null for what nobody expected. */
function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof ImportError) {
    return new AppError('import_invalid', error.message, error.place === null ? {} : { place: error.place })
  }
  const status = clientErrorStatus(error)
  return status === null
    ? null
    : new AppError(...describeClientError(status, (error as { type?: unknown }).type))
}

/** Express and its body parsers mark errors that are the client's with a 4xx status. */
function clientErrorStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error)) return null
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null
}

// In our own words: theirs may quote the body, which may hold a password.
function describeClientError(status: number, type: unknown): [ErrorCode, string] {
  if (status === 404) return ['not_found', 'There is nothing at this address.']
  if (status === 413) return ['too_large', 'The body is larger than this endpoint takes.']
  if (status === 415)
    return ['unsupported_format', 'Expected UTF-8 without, or with a usual, content encoding.']
  if (type === 'entity.parse.failed') return ['bad_request', 'The body is not valid JSON.']
  return ['bad_request', 'The request could not be read: its address, headers or body are malformed.']
}

/** What the log holds of an error. Not its other properties: some libraries keep the request's body there. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  return { type: name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) }
}
