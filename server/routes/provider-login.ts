/**
 * `/login/oidc`: leaves for the provider; `/login/oidc/callback`: comes back from it. Both are followed as links, so no
 * form and no script of a page has to be allowed to reach another site. What goes wrong is a page for people.
 */
import { Router, type ErrorRequestHandler, type Request, type Response } from 'express'
import { pathInside } from '../../shared/domain/path-inside.ts'
import { finishConnecting } from '../auth/connect-identity.ts'
import { loginCookie } from '../auth/login-cookie.ts'
import { nameBrowser } from '../auth/name-browser.ts'
import { CALLBACK_PATH } from '../auth/provider.ts'
import { FLOW_PATH } from '../auth/provider-flow.ts'
import { signInByProvider } from '../auth/sign-in-by-provider.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitProviderSignIns } from '../middleware/rate-limit.ts'
import { renderProviderTrouble, statusOfTrouble, type SignInTrouble } from './provider-login-page.ts'

/** Longer ones are nobody's page; they would not fit into a cookie. */
const MAX_NEXT_CHARS = 1_000

/** Mount it at the root; nothing is there without a provider. */
export function createProviderLoginRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl' | 'provider'>,
): Router {
  const router = Router()
  const { provider, publicUrl } = deps
  if (!provider) return router

  const showTrouble = (request: Request, response: Response, trouble: SignInTrouble): void => {
    const isSignedIn = principalOf(request).kind === 'user'
    const page = renderProviderTrouble(trouble, { provider: provider.name, site: publicUrl(), isSignedIn })
    response.status(statusOfTrouble(trouble)).type('html').send(page)
  }

  // Looks by programs that only ask for headers ask nothing of the provider.
  router.head([FLOW_PATH, CALLBACK_PATH], (_request, response) => void response.status(200).end())

  router.get(FLOW_PATH, forbidStoring, limitProviderSignIns(), async (request, response) => {
    const { next } = request.query
    const isPlausible = typeof next === 'string' && next.length <= MAX_NEXT_CHARS
    const departure = await provider.depart({ next: pathInside(isPlausible ? next : null), connects: null })
    if (departure.kind === 'trouble') return showTrouble(request, response, departure.trouble)
    response.append('Set-Cookie', departure.cookie)
    response.redirect(303, departure.url)
  })

  router.get(CALLBACK_PATH, forbidStoring, limitProviderSignIns(), async (request, response) => {
    const query = request.originalUrl.split('?').slice(1).join('?')
    const arrival = await provider.arrive({ query, cookies: request.headers.cookie })
    response.append('Set-Cookie', provider.clearCookie())
    if (arrival.kind === 'trouble') return showTrouble(request, response, arrival.trouble)
    const before = principalOf(request)
    const { connects, person } = arrival
    if (connects !== null) {
      const trouble = await finishConnecting(deps, { principal: before, begunBy: connects, person })
      if (trouble !== null) return showTrouble(request, response, trouble)
      return response.redirect(303, arrival.next)
    }
    const signedIn = await signInByProvider(deps, {
      person,
      before,
      browser: nameBrowser(request.get('user-agent')),
    })
    if (signedIn.kind === 'trouble') return showTrouble(request, response, signedIn.trouble)
    response.append('Set-Cookie', loginCookie({ secret: signedIn.secret, publicUrl: publicUrl() }))
    // Who has no right to anything is told how to get one.
    const isEmptyHanded = signedIn.isNew && before.grants.length === 0
    const notice = signedIn.droppedPassword ? '/account?password=dropped' : null
    response.redirect(303, isEmptyHanded ? '/account?welcome=1' : (notice ?? arrival.next))
  })

  const showBusyPage: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (!(error instanceof AppError) || error.code !== 'too_many_requests') return next(error)
    showTrouble(request, response, 'busy')
  }
  router.use(FLOW_PATH, showBusyPage)
  return router
}
