/** A page with a title and little else, in the look of the reading pages. It works without script. */
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

export function renderPlainPage(title: string, body: Markup): string {
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
