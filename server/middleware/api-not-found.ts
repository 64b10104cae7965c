import type { RequestHandler } from 'express'
import { ENDPOINTS } from '../../shared/contracts/api.ts'
import { AppError } from '../errors.ts'

/** Ends every request below `/api/v1` that no router took: another method would do, or there is nothing there. */
export function refuseUnknownEndpoint(): RequestHandler {
  return (request, response) => {
    const methods = ENDPOINTS.filter(({ path }) => isPathOf(path, request.path)).map(({ method }) => method)
    if (methods.length === 0) {
      throw new AppError('not_found', 'There is no such endpoint. /api/v1/openapi.json describes them all.')
    }
    response.setHeader('Allow', methods.join(', '))
    throw new AppError(
      'method_not_allowed',
      `Expected ${methods.join(' or ')} here, found ${request.method}.`,
    )
  }
}

function isPathOf(pattern: string, path: string): boolean {
  const expected = pattern.split('/')
  const found = path.replace(/\/$/, '').split('/')
  return (
    expected.length === found.length &&
    expected.every((segment, i) => (segment.startsWith(':') ? found[i] !== '' : segment === found[i]))
  )
}
