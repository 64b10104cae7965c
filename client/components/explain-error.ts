/** Errors in words for the person at the screen: what happened and what to do. Implements PAGE-12. */
import { ApiError, type ApiErrorCode } from '../api/http.ts'

export interface ErrorExplanation {
  readonly title: string
  readonly detail: string
  readonly code: ApiErrorCode | 'page_error'
  /** Where in the input, as the server names it. */
  readonly place: string | null
  /** Finds the line in the server's log. */
  readonly requestId: string | null
  /** The next step that helps most. */
  readonly remedy: 'retry' | 'sign-in' | 'reload' | 'none'
}

const WORDS: Readonly<
  Record<ApiErrorCode, { readonly title: string; readonly remedy: ErrorExplanation['remedy'] }>
> = {
  bad_request: { title: 'That was not understood', remedy: 'none' },
  import_invalid: { title: 'This file cannot be imported', remedy: 'none' },
  not_signed_in: { title: 'Sign in to see this', remedy: 'sign-in' },
  wrong_password: { title: 'E-mail address or password is wrong', remedy: 'none' },
  forbidden: { title: 'You may not do this', remedy: 'sign-in' },
  bad_origin: { title: 'Opened from another address', remedy: 'none' },
  not_found: { title: 'There is nothing here', remedy: 'none' },
  method_not_allowed: { title: 'That was not understood', remedy: 'reload' },
  conflict: { title: 'That clashes with something that exists', remedy: 'none' },
  suggestion_changed: { title: 'The text has changed since', remedy: 'none' },
  summary_final: { title: 'This summary is final', remedy: 'reload' },
  export_failed: { title: 'The file could not be made', remedy: 'none' },
  nothing_to_publish: { title: 'There is nothing to publish yet', remedy: 'none' },
  setup_done: { title: 'Set-up is done already', remedy: 'sign-in' },
  too_many_comments: { title: 'There is no room for more comments', remedy: 'none' },
  too_many_pictures: { title: 'This note is full of pictures', remedy: 'none' },
  link_gone: { title: 'This link no longer works', remedy: 'none' },
  too_large: { title: 'That is too large', remedy: 'none' },
  unsupported_format: { title: 'This format is not known', remedy: 'none' },
  too_many_requests: { title: 'Too many attempts', remedy: 'retry' },
  internal: { title: 'Something went wrong on the server', remedy: 'retry' },
  unavailable: { title: 'The server is not available', remedy: 'retry' },
  unreachable: { title: 'No answer from the server', remedy: 'retry' },
  unreadable: { title: 'This page may be out of date', remedy: 'reload' },
}

export function explainError(error: unknown): ErrorExplanation {
  if (error instanceof ApiError) {
    const { code, detail, place, requestId } = error
    return { ...WORDS[code], detail, code, place, requestId }
  }
  return {
    title: 'This page stopped working',
    detail: 'Nothing that was saved is lost. Reload the page to go on.',
    code: 'page_error',
    place: null,
    requestId: null,
    remedy: 'reload',
  }
}
