/**
 * `/l/:secret`: where an access link leads. It gives the browser's login the link's role and redirects to what the link
 * is for, so that the secret does not stay in the address bar. Pages for people, not problem details.
 */
import { Router, urlencoded, type ErrorRequestHandler, type RequestHandler, type Response } from 'express'
import { loginCookie } from '../auth/login-cookie.ts'
import { openLink } from '../auth/open-link.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitLinkOpenings, limitLinkPasswords, limitNewGuests } from '../middleware/rate-limit.ts'
import { renderBusyPage, renderPasswordPage, renderTroublePage } from './access-link-page.ts'

const MAX_FORM_BYTES = 8 * 1024
const SECONDS_PER_MINUTE = 60

/** Mount it at the root. */
export function createAccessLinkRoutes(deps: Pick<Context, 'db' | 'clock' | 'publicUrl'>): Router {
  const router = Router()

  const open: RequestHandler<{ secret: string }> = async (request, response) => {
    const opening = await openLink(deps, {
      secret: request.params.secret,
      asker: principalOf(request),
      password: readPassword(request.body),
    })
    switch (opening.kind) {
      case 'opened':
        if (opening.newLoginSecret !== null) {
          const cookie = loginCookie({ secret: opening.newLoginSecret, publicUrl: deps.publicUrl() })
          response.append('Set-Cookie', cookie)
        }
        response.redirect(303, opening.path)
        return
      case 'password-needed':
        return sendPage(response, opening.wasWrong ? 401 : 200, renderPasswordPage(opening))
      case 'gone':
        return sendPage(response, 410, renderTroublePage(opening.why))
      case 'unknown':
        return sendPage(response, 404, renderTroublePage('unknown'))
      default:
        opening satisfies never
    }
  }

  // Programs that only look whether an address exists must not use up the link or leave a login behind.
  router.head('/l/:secret', (_request, response) => void response.status(200).end())
  // Both ways to open a link count the same guests.
  const limitGuests = limitNewGuests()
  router.get('/l/:secret', forbidStoring, limitLinkOpenings(), limitGuests, open)
  router.post(
    '/l/:secret',
    forbidStoring,
    urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: 10 }),
    limitLinkPasswords(),
    limitGuests,
    open,
  )
  router.use('/l/:secret', showBusyPage)
  return router
}

/** Null without a password, so that the form is shown and not its complaint. */
function readPassword(body: unknown): string | null {
  const password = (body as { password?: unknown } | undefined)?.password
  return typeof password === 'string' && password !== '' ? password : null
}

function sendPage(response: Response, status: number, page: string): void {
  response.status(status).type('html').send(page)
}

const showBusyPage: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof AppError) || error.code !== 'too_many_requests') return next(error)
  const minutes = Math.ceil(Number(response.getHeader('Retry-After')) / SECONDS_PER_MINUTE) || 1
  sendPage(response, 429, renderBusyPage({ minutes }))
}
