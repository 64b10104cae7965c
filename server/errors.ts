import type { ErrorCode } from '../shared/contracts/errors.ts'

/**
 * An expected failure with a stable code. The message is for the person who asked: what was expected and what was
 * found, never document text or secrets. `middleware/error-handler.ts` turns it into problem details.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  /** The field, or the spot in a file. */
  readonly place: string | null
  /** Text of a note that the asker may read and has to see in order to go on. It is in the answer alone, never in a log. */
  readonly found: string | null

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly place?: string; readonly found?: string | null; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.place = options.place ?? null
    this.found = options.found ?? null
  }
}

/** A reason why a command cannot run: printed as one sentence, exit code 1, nothing touched. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
