import { AUTHOR_WITHOUT_NAME } from '../../shared/domain/redacted-author.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { REDACTED_TEXT, type NameFinder } from '../export/redact.ts'
import type { CellKind, NamedRow } from '../storage/name-rows.ts'

/** What the columns of a row hold without the names, of those that have one. */
export function redactCells(
  { cells }: Pick<NamedRow, 'cells'>,
  finder: NameFinder,
): Readonly<Record<string, string | null>> {
  const changes: Record<string, string | null> = {}
  const [first] = Object.values(cells)
  const isNamed = first?.value !== null && first !== undefined && finder.has(first.value)
  for (const [column, { kind, value }] of Object.entries(cells)) {
    if (value === null) continue
    if (kind === 'with' ? isNamed || finder.has(value) : hasName(kind, value, finder)) {
      changes[column] = redact(kind, value, finder)
    }
  }
  return changes
}

function hasName(kind: CellKind, value: string, finder: NameFinder): boolean {
  return kind === 'doc' ? finder.hasDoc(JSON.parse(value) as DocJson) : finder.has(value)
}

function redact(kind: CellKind, value: string, finder: NameFinder): string | null {
  switch (kind) {
    case 'author':
      return AUTHOR_WITHOUT_NAME
    case 'text':
      // A name in what is spelt like an address is not found as text.
      return finder.withoutText(value) === value.normalize('NFC') ? REDACTED_TEXT : finder.withoutText(value)
    case 'doc':
      return JSON.stringify(finder.withoutDoc(JSON.parse(value) as DocJson))
    case 'json':
      return JSON.stringify(withoutNames(JSON.parse(value), finder))
    case 'address':
    case 'with':
      return null
  }
}

/** Links to an address that spells a name go as a whole. */
function withoutNames(value: unknown, finder: NameFinder): unknown {
  if (typeof value === 'string') return finder.withoutText(value)
  if (Array.isArray(value)) {
    return value
      .filter((one) => !hasNamedAddress(one, finder))
      .map((one: unknown) => withoutNames(one, finder))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutNames(one, finder)]))
}

function hasNamedAddress(value: unknown, finder: NameFinder): boolean {
  const url = (value as { readonly url?: unknown } | null)?.url
  return typeof url === 'string' && finder.has(url)
}
