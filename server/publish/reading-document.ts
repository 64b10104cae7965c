/** The live parts of a reading page: one section per note, the contents list of their headings, and the last change. */
import { formatMoment, knownZone } from '../lib/event-time.ts'
import { html, trustedMarkup, type Markup } from '../lib/html-template.ts'
import type { NoteVersion } from './note-version.ts'

/** A contents list is worth its space from this many headings on. */
const MIN_CONTENTS_HEADINGS = 4

const NAMES = { notes: 'Notes', summary: 'Summary' } as const

/** A note's section. An empty summary is hidden, so that it can appear while somebody reads; empty notes say so. */
export function documentSection(version: NoteVersion): Markup {
  const { kind, noteId, seq } = version
  const empty = version.html === ''
  return html`<section
    id="${kind}"
    class="document"
    aria-labelledby="heading-${kind}"
    ${empty && kind === 'summary' && html` hidden`}
  >
    <h2 id="heading-${kind}">${NAMES[kind]}</h2>
    ${kind === 'notes' && html`<p class="nothing" ${!empty && html` hidden`}>Nothing has been written yet.</p>`}
    <div class="doc" data-note="${noteId}" data-seq="${seq}">${trustedMarkup(version.html)}</div>
  </section>`
}

/** Links to the headings of the notes, in the order given. Always there for the script, shown when it is long enough. */
export function contentsList(versions: readonly NoteVersion[]): Markup {
  const headings = versions.flatMap((version) =>
    version.html === ''
      ? []
      : [{ id: version.kind, level: 2, text: NAMES[version.kind] }, ...version.headings],
  )
  const count = versions.reduce((sum, version) => sum + version.headings.length, 0)
  return html`<nav
    class="contents"
    aria-label="Contents"
    data-contents="${MIN_CONTENTS_HEADINGS}"
    ${count < MIN_CONTENTS_HEADINGS && html` hidden`}
  >
    <details>
      <summary>Contents</summary>
      <ul>
        ${headings.map(({ id, level, text }) => html`<li class="level-${level}"><a href="#${id}">${text}</a></li>`)}
      </ul>
    </details>
  </nav>`
}

/** `Last change 9 Sept 2019, 10:04`, of the note that changed last; hidden for the script while there was none. */
export function lastChange(versions: readonly NoteVersion[], zone: string): Markup {
  const at = newestChange(versions)
  if (at === null) return html`<span hidden>Last change <time data-changed></time></span>`
  return html`<span
    >Last change
    <time data-changed datetime="${new Date(at).toISOString()}">${formatMoment(at, zone)}</time></span
  >`
}

/** When the newest of the changes was made (ms since the epoch). */
export function newestChange(versions: readonly NoteVersion[]): number | null {
  const times = versions.flatMap(({ at }) => (at === null ? [] : [at]))
  return times.length === 0 ? null : Math.max(...times)
}

/** The address of the live stream of these notes, and the zone that its times are shown in. */
export function streamOf(versions: readonly NoteVersion[], zone: string) {
  const ids = versions.map(({ noteId }) => noteId).join(',')
  return { stream: `/api/v1/live?notes=${ids}`, zone: knownZone(zone) }
}
