/**
 * The pages that an access link shows when it does not simply lead on: the password form, and what to do about a link
 * that does not work. They name nothing of what the link is for, and work without script.
 */
import { html, markupText, trustedMarkup, type Markup } from '../lib/html-template.ts'
import { READING_STYLE } from '../publish/reading-style.ts'

const STYLE = trustedMarkup(`${READING_STYLE}
form { display: grid; gap: .75rem; justify-items: start; max-width: 24rem }
label { font-weight: 650 }
input, button { font: inherit; min-height: 2.75rem; padding: .4rem .75rem; border-radius: 6px; border: 1px solid var(--line-strong) }
input { width: 100%; background: var(--surface); color: var(--ink) }
button { background: var(--link); border-color: var(--link); color: var(--paper); font-weight: 650; cursor: pointer }
.wrong { margin: 0; color: var(--danger); font-weight: 650 }
`)

/** The form posts to its own address. */
export function renderPasswordPage({ wasWrong }: { readonly wasWrong: boolean }): string {
  return renderPlainPage(
    'This link has a password',
    html`<form method="post">
      <label for="password">Password, from whoever gave you the link</label>
      <input
        id="password"
        name="password"
        type="password"
        required
        autocomplete="off"
        ${wasWrong && html` aria-invalid="true" aria-describedby="wrong"`}
      />
      ${wasWrong && html`<p class="wrong" id="wrong" role="alert">That is not the password of this link.</p>`}
      <button type="submit">Open</button>
    </form>`,
  )
}

export type LinkTrouble = 'revoked' | 'expired' | 'deleted' | 'unknown' | 'busy'

const TROUBLES: Readonly<Record<LinkTrouble, { readonly title: string; readonly advice: string }>> = {
  revoked: {
    title: 'This link was withdrawn',
    advice: 'Ask whoever gave it to you, or an organiser, for a new one.',
  },
  expired: {
    title: 'This link has ended',
    advice:
      'It was made for a time that is over. Ask whoever gave it to you, or an organiser, for a new one.',
  },
  deleted: {
    title: 'What this link was for is gone',
    advice: 'It was deleted from the programme. Ask an organiser where it is now.',
  },
  unknown: {
    title: 'This link is not complete, or not from here',
    advice:
      'Copy all of it, up to the last character, or scan the code again. If it still fails, ask for a new one.',
  },
  busy: {
    title: 'Too many attempts',
    advice: 'Wait a quarter of an hour, then open the link again.',
  },
}

export function renderTroublePage(trouble: LinkTrouble): string {
  const { title, advice } = TROUBLES[trouble]
  return renderPlainPage(
    title,
    html`<p>${advice}</p>
      <p><a href="/">Go to the start page</a></p>`,
  )
}

function renderPlainPage(title: string, body: Markup): string {
  return markupText(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Rapporteur</title>
          <meta name="robots" content="noindex" />
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <style>
            ${STYLE}
          </style>
        </head>
        <body>
          <header class="top"><span class="brand">Rapporteur</span></header>
          <main id="main">
            <div class="head message">
              <h1>${title}</h1>
              ${body}
            </div>
          </main>
        </body>
      </html> `,
  )
}
