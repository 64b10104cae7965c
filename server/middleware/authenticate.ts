import type { Request, RequestHandler } from 'express'
import type { Context } from '../context.ts'
import { ANONYMOUS } from '../auth/anonymous.ts'
import { authenticate } from '../auth/authenticate.ts'
import type { Principal } from '../auth/principal.ts'

const PRINCIPALS = new WeakMap<Request, Principal>()

/** Finds out who is asking. A request with credentials in its `Authorization` header that do not hold ends here. */
export function authenticateRequests(deps: Pick<Context, 'db' | 'clock'>): RequestHandler {
  return async (request, _response, next) => {
    const { cookie, authorization } = request.headers
    PRINCIPALS.set(request, await authenticate(deps, { cookie, authorization }))
    next()
  }
}

/** Who is asking; nobody, until `authenticateRequests` has run. */
export function principalOf(request: Request): Principal {
  return PRINCIPALS.get(request) ?? ANONYMOUS
}
