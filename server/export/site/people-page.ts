/** Everybody who leads or speaks, with what they did. No addresses: the data has none. */
import { html, type Markup } from '../../lib/html-template.ts'
import { renderSitePage } from './site-layout.ts'
import { languageOf } from './site-parts.ts'
import { PEOPLE_PATH, trackPath } from './site-paths.ts'
import type { Site, SitePerson } from './site.ts'

export function renderPeoplePage(site: Site): string {
  const count = site.people.size
  return renderSitePage(site, {
    path: PEOPLE_PATH,
    title: 'People',
    description: `Everybody who led a track or spoke in a session of ${site.event.title}.`,
    kind: 'website',
    contents: null,
    head: html`<h1>People</h1>
      <p class="facts">
        ${count === 1 ? 'One person' : `${count} people`} who led a track or spoke in a session.
      </p>`,
    body: html`<ul class="people-list">
      ${[...site.people.values()].map(personItem)}
    </ul>`,
  })
}

function personItem({ name, anchor, affiliations, leads, speaks }: SitePerson): Markup {
  return html`<li id="${anchor}">
    <h2>${name}</h2>
    ${affiliations.length > 0 && html`<p class="facts">${affiliations.join(', ')}</p>`}
    <ul>
      ${leads.map((track) => html`<li>Led <a href="${trackPath(track.anchor)}">${track.title}</a></li>`)}${speaks.map(
        ({ session, path }) =>
          html`<li>
            <a href="${path}" ${languageOf(session)}>${session.title}</a
            >${session.isCancelled && ' (no longer in the programme)'}
          </li>`,
      )}
    </ul>
  </li>`
}
