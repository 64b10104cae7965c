import type { Documents } from '../documents/documents.ts'
import { AppError } from '../errors.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'

/**
 * A template as it is stored: Markdown that a note can begin with, empty for a blank note, null for the default. Throws
 * AppError naming the field.
 */
export async function checkTemplate(
  documents: Pick<Documents, 'readNote'>,
  text: string | null,
  place: string,
): Promise<string | null> {
  if (text === null) return null
  if (text.trim() === '') return ''
  try {
    await documents.readNote({ bytes: new TextEncoder().encode(text), format: 'md' })
  } catch (cause) {
    if (!(cause instanceof ImportError)) throw cause
    throw new AppError('bad_request', cause.message, { place, cause })
  }
  return text
}
