import { Router, type Request } from 'express'
import {
  IdentityRequest,
  PasswordChange,
  type Account,
  type ProviderDeparture,
} from '../../shared/contracts/account.ts'
import { MePatch, type Me } from '../../shared/contracts/people.ts'
import { changePassword, endOwnLogins, readAccount } from '../auth/account.ts'
import { beginConnecting, disconnectIdentity } from '../auth/connect-identity.ts'
import { describeMe } from '../auth/describe-me.ts'
import { nameGuest } from '../auth/name-guest.ts'
import type { Principal } from '../auth/principal.ts'
import type { Setup } from '../auth/setup.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitPresentPasswords } from '../middleware/rate-limit.ts'
import { parseBody } from '../middleware/validate.ts'

/** Who is asking, below `/api/v1`. */
export function createMeRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'bus' | 'mailer' | 'provider'> & { readonly setup: Setup },
): Router {
  const router = Router()

  const describe = async (principal: Principal): Promise<Me> =>
    describeMe(principal, {
      ...deps,
      now: deps.clock.now(),
      setupNeeded: await deps.setup.isNeeded(),
    })

  router.get('/me', forbidStoring, async (request: Request, response) => {
    response.json(await describe(principalOf(request)))
  })

  router.patch('/me', forbidStoring, readJsonBody, async (request, response) => {
    const { name } = parseBody(MePatch, request)
    response.json(await describe(await nameGuest(deps, { principal: principalOf(request), name })))
  })

  router.get('/me/account', forbidStoring, async (request, response) => {
    response.json((await readAccount(deps, principalOf(request))) satisfies Account)
  })

  router.put(
    '/me/password',
    forbidStoring,
    readJsonBody,
    limitPresentPasswords(),
    async (request, response) => {
      const { present, password } = parseBody(PasswordChange, request)
      await changePassword(deps, { principal: principalOf(request), present, password })
      response.status(204).end()
    },
  )

  router.post(
    '/me/identity',
    forbidStoring,
    readJsonBody,
    limitPresentPasswords(),
    async (request, response) => {
      const { present } = parseBody(IdentityRequest, request)
      const { url, cookie } = await beginConnecting(deps, { principal: principalOf(request), present })
      response.append('Set-Cookie', cookie)
      response.json({ url } satisfies ProviderDeparture)
    },
  )

  router.delete('/me/identity', forbidStoring, async (request, response) => {
    await disconnectIdentity(deps, { principal: principalOf(request) })
    response.status(204).end()
  })

  router.delete('/me/logins', forbidStoring, async (request, response) => {
    await endOwnLogins(deps, { principal: principalOf(request), id: null })
    response.status(204).end()
  })

  router.delete('/me/logins/:id', forbidStoring, async (request, response) => {
    await endOwnLogins(deps, { principal: principalOf(request), id: request.params.id })
    response.status(204).end()
  })

  return router
}
