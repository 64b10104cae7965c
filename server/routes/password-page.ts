/**
 * `/password/:secret`: where a password link leads. Looking at it changes nothing, since mail programs open links to check
 * them; the form sets the password, signs in, and leads away from the address with the secret. It works without script.
 */
import { Router, urlencoded, type ErrorRequestHandler, type Request, type Response } from 'express'
import { PasswordReset } from '../../shared/contracts/account.ts'
import { MIN_PASSWORD_LENGTH } from '../../shared/contracts/people.ts'
import { HOUR_MS } from '../../shared/domain/time.ts'
import { loginCookie } from '../auth/login-cookie.ts'
import { nameBrowser } from '../auth/name-browser.ts'
import { readPasswordLink, usePasswordLink, type PasswordLinkState } from '../auth/use-password-link.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { html } from '../lib/html-template.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitLinkOpenings, limitPasswordLinks } from '../middleware/rate-limit.ts'
import type { UserRow } from '../storage/tables.ts'
import { renderPlainPage } from './plain-page.ts'

const MAX_FORM_BYTES = 8 * 1024

type SecretRequest = Request<{ secret: string }>

/** Mount it at the root. */
export function createPasswordPageRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl'>): Router {
  const router = Router()

  router.get(
    '/password/:secret',
    forbidStoring,
    limitLinkOpenings(),
    async (request: SecretRequest, response) => {
      const state = await readPasswordLink(deps, request.params.secret)
      if (state.kind === 'open') return sendPage(response, 200, renderForm(state.user))
      sendTrouble(response, state)
    },
  )

  router.post(
    '/password/:secret',
    forbidStoring,
    limitPasswordLinks(),
    urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: 10 }),
    async (request: SecretRequest, response) => {
      const { secret } = request.params
      const state = await readPasswordLink(deps, secret)
      if (state.kind !== 'open') return sendTrouble(response, state)
      const { password, again } = readForm(request.body)
      const parsed = PasswordReset.safeParse({ password })
      if (!parsed.success) {
        const wrong = `Expected at least ${MIN_PASSWORD_LENGTH} characters, and at most 1,000.`
        return sendPage(response, 400, renderForm(state.user, wrong))
      }
      if (password !== again) {
        return sendPage(response, 400, renderForm(state.user, 'The two are not the same.'))
      }
      const login = await usePasswordLink(deps, {
        secret,
        password,
        before: principalOf(request),
        browser: nameBrowser(request.get('user-agent')),
      })
      if (login === null) return sendTrouble(response, await readPasswordLink(deps, secret))
      response.append('Set-Cookie', loginCookie({ secret: login, publicUrl: deps.publicUrl() }))
      response.redirect(303, '/account?password=set')
    },
  )

  router.use('/password/:secret', showBusyPage)
  return router
}

function readForm(body: unknown): { readonly password: string; readonly again: string } {
  const { password, again } = (body ?? {}) as { password?: unknown; again?: unknown }
  return {
    password: typeof password === 'string' ? password : '',
    again: typeof again === 'string' ? again : '',
  }
}

/** The form posts to its own address. The address field is for password stores, which keep both together. */
function renderForm({ name, email }: UserRow, wrong: string | null = null): string {
  return renderPlainPage(
    'Set your password',
    html`<p>For the account of ${name}. You are signed out in every other browser.</p>
      <form method="post">
        <label for="email">E-mail address</label>
        <input id="email" type="email" autocomplete="username" value="${email}" readonly />
        <label for="password">New password, at least ${MIN_PASSWORD_LENGTH} characters</label>
        <input
          id="password"
          name="password"
          type="password"
          required
          minlength="${MIN_PASSWORD_LENGTH}"
          maxlength="1000"
          autocomplete="new-password"
          ${wrong !== null && html` aria-invalid="true" aria-describedby="wrong"`}
        />
        <label for="again">The same again</label>
        <input
          id="again"
          name="again"
          type="password"
          required
          minlength="${MIN_PASSWORD_LENGTH}"
          maxlength="1000"
          autocomplete="new-password"
        />
        ${wrong !== null && html`<p class="wrong" id="wrong" role="alert">${wrong}</p>`}
        <button type="submit">Set the password and sign in</button>
      </form>`,
  )
}

function sendTrouble(response: Response, state: PasswordLinkState): void {
  const [status, title] =
    state.kind === 'expired' ? [410, 'This link has ended'] : [404, 'This link was used, or is not complete']
  const reason =
    state.kind === 'expired'
      ? `It was good for ${Math.round(state.lifetimeMs / HOUR_MS)} hours.`
      : 'It works once, and a newer one ends it. If you copied it, copy all of it, up to the last character.'
  sendPage(
    response,
    status,
    renderPlainPage(
      title,
      html`<p>${reason} Ask for another one where you got it.</p>
        <p><a href="/sign-in">Go to the sign-in page</a></p>`,
    ),
  )
}

function sendPage(response: Response, status: number, page: string): void {
  response.status(status).type('html').send(page)
}

const showBusyPage: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof AppError) || error.code !== 'too_many_requests') return next(error)
  sendPage(
    response,
    429,
    renderPlainPage('Too many attempts', html`<p>Wait a quarter of an hour, then open the link again.</p>`),
  )
}
