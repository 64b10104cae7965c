/** Why a picture did not get into the note, in words that fit beside its name. */
import { IMAGE_TYPE_NAMES, IMAGE_TYPES, MAX_IMAGE_BYTES } from '../../shared/contracts/images.ts'
import { ApiError } from '../api/http.ts'

export interface PictureFailure {
  readonly text: string
  /** Whether the same again may well succeed. */
  readonly mayRetry: boolean
}

const WRONG_TYPE: PictureFailure = { text: `No ${IMAGE_TYPE_NAMES} picture`, mayRetry: false }
export const TOO_LARGE: PictureFailure = {
  text: `Too large: at most ${MAX_IMAGE_BYTES / 1024 / 1024} MB`,
  mayRetry: false,
}
export const NEEDS_CONNECTION: PictureFailure = { text: 'Pictures need a connection', mayRetry: true }
export const READ_ONLY: PictureFailure = { text: 'You may no longer write here', mayRetry: true }

/** A file that is sure to be refused; the server looks at the bytes of all others. */
export function refusalOfFile({ type }: Pick<File, 'type'>): PictureFailure | null {
  return type === '' || (IMAGE_TYPES as readonly string[]).includes(type) ? null : WRONG_TYPE
}

export function failureOf(error: unknown): PictureFailure {
  if (!(error instanceof ApiError)) return { text: 'This picture could not be read', mayRetry: true }
  switch (error.code) {
    case 'unreachable':
      return NEEDS_CONNECTION
    case 'unsupported_format':
      return WRONG_TYPE
    case 'too_large':
    case 'too_many_pictures':
      // The limit on pixels has words of its own.
      return { text: error.detail, mayRetry: false }
    default:
      return { text: error.detail, mayRetry: true }
  }
}
