import { Router, type Request } from 'express'
import { MePatch, type Me } from '../../shared/contracts/people.ts'
import { describeMe } from '../auth/describe-me.ts'
import { nameGuest } from '../auth/name-guest.ts'
import type { Principal } from '../auth/principal.ts'
import type { Setup } from '../auth/setup.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { parseBody } from '../middleware/validate.ts'

/** Who is asking, below `/api/v1`. */
export function createMeRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'mailer'> & { readonly setup: Setup },
): Router {
  const router = Router()

  const describe = async (principal: Principal): Promise<Me> =>
    describeMe(principal, {
      now: deps.clock.now(),
      setupNeeded: await deps.setup.isNeeded(),
      sendsMail: deps.mailer !== null,
    })

  router.get('/me', forbidStoring, async (request: Request, response) => {
    response.json(await describe(principalOf(request)))
  })

  router.patch('/me', forbidStoring, readJsonBody, async (request, response) => {
    const { name } = parseBody(MePatch, request)
    response.json(await describe(await nameGuest(deps, { principal: principalOf(request), name })))
  })

  return router
}
