/** Refuses input that is no such page before anything is read from it, and says what was expected. */
import { ImportError } from '../../../shared/markdown/import-error.ts'
import type { Line } from './lines.ts'
import { isLeadsHeading, isTrackTitleShaped } from './page-sections.ts'

const EXPECTED =
  'expected the plain text of a conference page with a section per track: a title that ends with “MC” or ' +
  '“microconference”, a description, “MC leads”, and a summary'

/** Throws an {@link ImportError} for input that is empty, binary or markup. */
export function refuseForeignInput(text: string): void {
  const body = text.trimStart()
  if (body === '') throw new ImportError(`${EXPECTED}; the input is empty`, 'line 1')
  // oxlint-disable-next-line no-control-regex
  const control = text.search(/[\u0000-\u0008\u000e-\u001f]/)
  if (control >= 0) {
    throw new ImportError(`${EXPECTED}, in UTF-8; found a byte that is no text`, lineAt(text, control))
  }
  const at = text.length - body.length
  if (/^<(?:!|\?|[a-z])/i.test(body)) {
    throw new ImportError(
      `${EXPECTED}; found markup (copy the text of the page, not its source)`,
      lineAt(text, at),
    )
  }
  if (/^\{\s*["}]/.test(body) || body.startsWith('BEGIN:')) {
    throw new ImportError(`${EXPECTED}; found structured data of another format`, lineAt(text, at))
  }
}

/** The error for a text in which no track was found. */
export function noTracksError(lines: readonly Line[]): ImportError {
  const title = lines.find(isTrackTitleShaped)
  const leads = lines.find(isLeadsHeading)
  const found = title
    ? `a title was found in line ${title.number}, but no leads heading below it`
    : leads
      ? `a leads heading was found in line ${leads.number}, but no title above it`
      : `none of these was found in ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`
  return new ImportError(`${EXPECTED}; ${found}`, `line ${(title ?? leads)?.number ?? 1}`)
}

/** Line breaks are counted only up to the place of the error. */
function lineAt(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split(/\r\n|[\n\r]/).length}`
}
