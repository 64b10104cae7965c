/** What was decided and what somebody has to do, gathered from the minutes, each with its place. */
import type { MinuteKind } from '../../../shared/schema/minute-words.ts'
import { html, type Markup } from '../../lib/html-template.ts'
import type { PlacedMinute } from './prepare-doc.ts'
import { renderSitePage } from './site-layout.ts'
import { ACTIONS_PATH } from './site-paths.ts'
import type { MinutesOfPage, Site } from './site.ts'

export function renderActionsPage(site: Site): string {
  return renderSitePage(site, {
    path: ACTIONS_PATH,
    title: 'Actions and decisions',
    description: `What was decided at ${site.event.title}, and what somebody has to do.`,
    kind: 'website',
    contents: null,
    head: html`<h1>Actions and decisions</h1>
      <p class="facts">
        Gathered from the ${site.includesNotes ? 'summaries and notes' : 'summaries'} as their writers marked
        them.
      </p>`,
    body: html`${kindSection(site, { kind: 'action', title: 'Actions' })}
    ${kindSection(site, { kind: 'decision', title: 'Decisions' })}`,
  })
}

function kindSection(
  site: Site,
  { kind, title }: { readonly kind: MinuteKind; readonly title: string },
): Markup {
  const groups = site.minutes
    .map((group) => ({ ...group, minutes: group.minutes.filter((minute) => minute.kind === kind) }))
    .filter(({ minutes }) => minutes.length > 0)
  return html`<section class="document" aria-labelledby="page.${kind}s">
    <h2 id="page.${kind}s">${title}</h2>
    ${groups.map(groupMarkup)}${groups.length === 0 && html`<p class="nothing">None were marked.</p>`}
  </section>`
}

function groupMarkup({ title, path, minutes }: MinutesOfPage): Markup {
  return html`<h3><a href="${path}">${title}</a></h3>
    <ul class="minutes">
      ${minutes.map((minute) => minuteItem(path, minute))}
    </ul>`
}

function minuteItem(path: string, { anchor, text, who, due, done }: PlacedMinute): Markup {
  const duty = [who, due && `due ${due}`].filter(Boolean).join(', ')
  return html`<li>
    <a href="${path}#${anchor}">${text}</a
    >${duty !== '' && ` (${duty})`}${done === true && html` <span class="mark final">Done</span>`}
  </li>`
}
