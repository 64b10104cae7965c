import { AUTHOR_WITHOUT_NAME } from '../../shared/domain/redacted-author.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { REDACTED_TEXT, type NameRedactor } from '../export/redact.ts'
import type { CellKind, NamedRow } from '../storage/name-rows.ts'

/** What the columns of a row hold without the names, of those that have one. */
export function redactCells(
  { cells }: Pick<NamedRow, 'cells'>,
  redactor: NameRedactor,
): Readonly<Record<string, string | null>> {
  const changes: Record<string, string | null> = {}
  const [first] = Object.values(cells)
  const isNamed = first?.value !== null && first !== undefined && redactor.isNamedIn(first.value)
  for (const [column, { kind, value }] of Object.entries(cells)) {
    if (value === null) continue
    if (kind === 'with' ? isNamed || redactor.isNamedIn(value) : hasName(kind, value, redactor)) {
      changes[column] = redact(kind, value, redactor)
    }
  }
  return changes
}

function hasName(kind: CellKind, value: string, redactor: NameRedactor): boolean {
  return kind === 'doc' ? redactor.isInDoc(JSON.parse(value) as DocJson) : redactor.isNamedIn(value)
}

function redact(kind: CellKind, value: string, redactor: NameRedactor): string | null {
  switch (kind) {
    case 'author':
      return AUTHOR_WITHOUT_NAME
    case 'text':
      // A name in what is spelt like an address is not found as text.
      return redactor.text(value) === value.normalize('NFC') ? REDACTED_TEXT : redactor.text(value)
    case 'doc':
      return JSON.stringify(redactor.doc(JSON.parse(value) as DocJson))
    case 'json':
      return JSON.stringify(withoutNames(JSON.parse(value), redactor))
    case 'address':
    case 'with':
      return null
  }
}

/** Links to an address that spells a name go as a whole. */
function withoutNames(value: unknown, redactor: NameRedactor): unknown {
  if (typeof value === 'string') return redactor.text(value)
  if (Array.isArray(value)) {
    return value
      .filter((one) => !hasNamedAddress(one, redactor))
      .map((one: unknown) => withoutNames(one, redactor))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutNames(one, redactor)]))
}

function hasNamedAddress(value: unknown, redactor: NameRedactor): boolean {
  const url = (value as { readonly url?: unknown } | null)?.url
  return typeof url === 'string' && redactor.isNamedIn(url)
}
