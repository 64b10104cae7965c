/** Links that set a password, below `/api/v1`. password-page.ts is where they lead. */
import { Router, type Request } from 'express'
import { PasswordLinkQuery, PasswordMailRequest, type PasswordLink } from '../../shared/contracts/account.ts'
import type { UserId } from '../../shared/domain/ids.ts'
import { mailPasswordLink } from '../auth/mail-password-link.ts'
import { renewPasswordLink } from '../auth/renew-password-link.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitAccountMails, limitPasswordMails } from '../middleware/rate-limit.ts'
import { parseBody, parseQuery } from '../middleware/validate.ts'

export function createPasswordLinkRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'log' | 'publicUrl' | 'mailer'>,
): Router {
  const router = Router()

  router.post(
    '/users/:id/password-links',
    forbidStoring,
    limitAccountMails(),
    async (request: Request<{ id: string }>, response) => {
      const principal = principalOf(request)
      const userId = request.params.id as UserId
      const { by } = parseQuery(PasswordLinkQuery, request)
      const link: PasswordLink = await renewPasswordLink(deps, { principal, userId, by })
      response.status(201).json(link)
    },
  )

  router.post(
    '/password-mails',
    forbidStoring,
    readJsonBody,
    ...limitPasswordMails(),
    (request, response) => {
      const { email } = parseBody(PasswordMailRequest, request)
      const { mailer } = deps
      if (!mailer) {
        throw new AppError('conflict', 'This server sends no mail: ask an organiser for a link.')
      }
      // The answer is on its way before anything is looked up.
      response.status(204).end()
      mailPasswordLink({ ...deps, mailer }, { email }).catch((error: unknown) =>
        deps.log.error({ err: error }, 'a password link could not be mailed'),
      )
    },
  )

  return router
}
