/**
 * What readers see instead of a page: what happened and what to do about it. It names nothing of what was asked for,
 * so that nobody learns from it what exists.
 */
import type { ErrorCode } from '../../shared/contracts/errors.ts'
import { html } from '../lib/html-template.ts'
import { renderPage, type PageRequest } from './reading-layout.ts'

interface Explanation {
  readonly title: string
  readonly advice: readonly string[]
}

const NOT_SIGNED_IN: Explanation = {
  title: 'Open your link again',
  advice: [
    'This page is for people who have an access link, and this browser has none that is still good here.',
    'Open the link that you were given once more, from the mail, the slide or the QR code. If you have an account, sign in.',
  ],
}
const NO_ACCESS: Explanation = {
  title: 'Your link does not show this',
  advice: [
    'The access link that you opened gives you something else, or this page never existed.',
    'Check the address. If somebody sent it to you, ask them or an organiser for a link that includes it.',
  ],
}
const GONE: Explanation = {
  title: 'This link has ended',
  advice: ['It expired or was revoked. Ask whoever gave it to you, or an organiser, for a new one.'],
}
const BROKEN: Explanation = {
  title: 'This page could not be made',
  advice: ['Something went wrong on the server; nothing was lost. Try again in a minute.'],
}
const BUSY: Explanation = {
  title: 'Too many requests',
  advice: ['Wait a minute, then load this page again.'],
}

const WITHDRAWN: Explanation = {
  title: 'This is no longer published',
  advice: ['The organisers of the event have taken it back. Ask them when it will be there again.'],
}
const UNPUBLISHED: Explanation = {
  title: 'Nothing is published here',
  advice: ['Check the address. An event’s notes are published once its organisers decide so.'],
}

/** What can be wrong with the address of a publication. */
export type PublicationTrouble = 'withdrawn' | 'unpublished'

const EXPLANATIONS: Partial<Readonly<Record<ErrorCode | PublicationTrouble, Explanation>>> = {
  withdrawn: WITHDRAWN,
  unpublished: UNPUBLISHED,
  not_signed_in: NOT_SIGNED_IN,
  forbidden: NO_ACCESS,
  not_found: NO_ACCESS,
  link_gone: GONE,
  too_many_requests: BUSY,
}

export function renderErrorPage(code: ErrorCode | PublicationTrouble, request: PageRequest): string {
  const { title, advice } = EXPLANATIONS[code] ?? BROKEN
  return renderPage({
    title,
    eventTitle: null,
    crumbs: [],
    skipTo: { id: 'main', label: 'Skip to the text' },
    body: html`<div class="head message">
      <h1>${title}</h1>
      ${advice.map((paragraph) => html`<p>${paragraph}</p>`)}
      <p class="edit"><a href="/">Go to the start page</a></p>
    </div>`,
    freshness: null,
    following: null,
    request,
  })
}
