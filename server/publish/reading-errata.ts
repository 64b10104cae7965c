/** Corrections on a reading page, below what they correct. */
import { formatDate } from '../lib/event-time.ts'
import { html, type Markup } from '../lib/html-template.ts'
import type { NoteVersion } from './note-version.ts'
import { documentSection } from './reading-document.ts'

export interface PageErratum {
  /** ms since the epoch. */
  readonly at: number
  readonly text: string
}

/** The sections of a page's documents, corrections directly below the summary. */
export function documentSections(
  versions: readonly NoteVersion[],
  { errata, zone }: { readonly errata: readonly PageErratum[]; readonly zone: string },
): readonly Markup[] {
  return versions.flatMap((version) => {
    const corrections = version.kind === 'summary' ? errataSection(errata, zone) : null
    return [documentSection(version), ...(corrections ? [corrections] : [])]
  })
}

function errataSection(errata: readonly PageErratum[], zone: string): Markup | null {
  if (errata.length === 0) return null
  return html`<section class="document" aria-labelledby="heading-errata">
    <h2 id="heading-errata">Corrections of the summary</h2>
    <ul class="doc">
      ${errata.map(
        ({ at, text }) =>
          html`<li>
            <time datetime="${new Date(at).toISOString()}">${formatDate(at, zone)}</time>: ${text}
          </li>`,
      )}
    </ul>
  </section>`
}
