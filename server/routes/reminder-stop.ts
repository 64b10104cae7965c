/**
 * `/reminders/:secret`: where a link in a reminder leads. Looking at it changes nothing, since mail programs open links to
 * check them; a POST ends the reminders, from the page's form or by a mail program's own button (RFC 8058). No login.
 */
import { Router, urlencoded, type Request, type Response } from 'express'
import type { Context } from '../context.ts'
import { html } from '../lib/html-template.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitLinkOpenings } from '../middleware/rate-limit.ts'
import { readReminderStop, stopReminders, type ReminderStop } from '../remind/stop-reminders.ts'
import { renderPlainPage } from './plain-page.ts'

const MAX_FORM_BYTES = 8 * 1024

type SecretRequest = Request<{ secret: string }>

/** Mount it at the root. */
export function createReminderStopRoutes(deps: Pick<Context, 'db' | 'clock'>): Router {
  const router = Router()

  router.get(
    '/reminders/:secret',
    forbidStoring,
    limitLinkOpenings(),
    async (request: SecretRequest, response) => {
      sendPage(response, await readReminderStop(deps, request.params.secret))
    },
  )

  router.post(
    '/reminders/:secret',
    forbidStoring,
    limitLinkOpenings(),
    urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: 10 }),
    async (request: SecretRequest, response) => {
      const wantsAgain = (request.body as { again?: unknown } | undefined)?.again !== undefined
      const { secret } = request.params
      sendPage(response, await stopReminders(deps, { secret, stop: !wantsAgain }))
    },
  )

  return router
}

function sendPage(response: Response, state: ReminderStop | null): void {
  response
    .status(state ? 200 : 404)
    .type('html')
    .send(state ? renderState(state) : renderUnknown())
}

/** The forms post to their own address. */
function renderState({ eventTitle, isStopped }: ReminderStop): string {
  return isStopped
    ? renderPlainPage(
        'No more reminders',
        html`<p>You get no more reminders of “${eventTitle}” by mail.</p>
          <form method="post">
            <input type="hidden" name="again" value="1" />
            <button type="submit">Remind me again</button>
          </form>`,
      )
    : renderPlainPage(
        'Stop reminders?',
        html`<p>You are reminded by mail of summaries that are due at “${eventTitle}”.</p>
          <form method="post">
            <button type="submit">Stop reminding me of this event</button>
          </form>`,
      )
}

function renderUnknown(): string {
  return renderPlainPage(
    'This link is not complete, or its event is gone',
    html`<p>
      Copy all of it from the mail, up to the last character. Of an event that was deleted you get no
      reminders.
    </p>`,
  )
}
