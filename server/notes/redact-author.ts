import { AUTHOR_WITHOUT_NAME } from '../../shared/domain/redacted-author.ts'
import type { NameRedactor } from '../export/redact.ts'

/** What somebody is called beside what they wrote or did. */
export function redactAuthor(name: string | null, redactor: NameRedactor): string | null {
  return name !== null && redactor.isNamedIn(name) ? AUTHOR_WITHOUT_NAME : name
}
