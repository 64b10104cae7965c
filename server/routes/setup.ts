import { Router } from 'express'
import { SetupRequest, type Me, type SetupState } from '../../shared/contracts/people.ts'
import { authenticateLogin } from '../auth/authenticate.ts'
import { describeMe } from '../auth/describe-me.ts'
import { loginCookie } from '../auth/login-cookie.ts'
import type { Setup } from '../auth/setup.ts'
import { startLoginOf } from '../auth/start-login.ts'
import { nameBrowser } from '../auth/name-browser.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitSetups } from '../middleware/rate-limit.ts'
import { parseBody } from '../middleware/validate.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl' | 'mailer' | 'provider'> & {
  readonly setup: Setup
}

/** The first organiser, below `/api/v1`. */
export function createSetupRoutes(deps: Deps): Router {
  const { clock, setup, publicUrl } = deps
  const router = Router()

  router.get('/setup', forbidStoring, async (_request, response) => {
    response.json({ needed: await setup.isNeeded() } satisfies SetupState)
  })

  router.post('/setup', forbidStoring, readJsonBody, limitSetups(), async (request, response) => {
    const userId = await setup.complete(parseBody(SetupRequest, request))
    const browser = nameBrowser(request.get('user-agent'))
    const secret = await startLoginOf(deps, { userId, before: principalOf(request), browser })
    const principal = await authenticateLogin(deps, secret)
    response.append('Set-Cookie', loginCookie({ secret, publicUrl: publicUrl() }))
    response.json(describeMe(principal, { ...deps, now: clock.now(), setupNeeded: false }) satisfies Me)
  })

  return router
}
