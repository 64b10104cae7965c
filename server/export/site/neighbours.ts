/** Links to what comes before and after in the programme. */
import { html, type Markup } from '../../lib/html-template.ts'
import { relativeHref } from './site-paths.ts'

export interface Neighbour {
  readonly title: string
  readonly path: string
}

/** `kind` is what both are called. */
export function neighbourLinks(
  page: string,
  options: {
    readonly kind: 'session' | 'track'
    readonly previous: Neighbour | undefined
    readonly next: Neighbour | undefined
  },
): Markup | null {
  const { kind, previous, next } = options
  if (!previous && !next) return null
  return html`<nav class="neighbours" aria-label="Neighbouring ${kind}s">
    ${previous && html`<a rel="prev" href="${relativeHref(page, previous.path)}"><small>Previous ${kind}</small> ${previous.title}</a>`}${next && html`<a rel="next" href="${relativeHref(page, next.path)}"><small>Next ${kind}</small> ${next.title}</a>`}
  </nav>`
}
