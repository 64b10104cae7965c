import { Router } from 'express'
import { LoginRequest, type Me } from '../../shared/contracts/people.ts'
import { authenticateLogin } from '../auth/authenticate.ts'
import { describeMe } from '../auth/describe-me.ts'
import { endLogin } from '../auth/end-login.ts'
import { expiredLoginCookie, loginCookie } from '../auth/login-cookie.ts'
import { startLogin } from '../auth/start-login.ts'
import { nameBrowser } from '../auth/name-browser.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitSignIns } from '../middleware/rate-limit.ts'
import { parseBody } from '../middleware/validate.ts'

/** Signing in and out, below `/api/v1`. */
export function createLoginRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl' | 'mailer' | 'provider'>,
): Router {
  const { clock, publicUrl } = deps
  const router = Router()

  router.post('/login', forbidStoring, readJsonBody, ...limitSignIns(), async (request, response) => {
    const { email, password } = parseBody(LoginRequest, request)
    const browser = nameBrowser(request.get('user-agent'))
    const secret = await startLogin(deps, { email, password, before: principalOf(request), browser })
    const principal = await authenticateLogin(deps, secret)
    response.append('Set-Cookie', loginCookie({ secret, publicUrl: publicUrl() }))
    response.json(describeMe(principal, { ...deps, now: clock.now(), setupNeeded: false }) satisfies Me)
  })

  router.delete('/login', forbidStoring, async (request, response) => {
    await endLogin(deps, principalOf(request))
    response.append('Set-Cookie', expiredLoginCookie(publicUrl()))
    response.status(204).end()
  })

  return router
}
