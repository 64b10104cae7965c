/**
 * Every problem that the HTTP API answers with: RFC 9457 problem details with a stable `code`. Adding a code means
 * adding what the user should do to docs/PROTOCOL.md.
 */
import * as z from 'zod/mini'

export const ERROR_STATUS = {
  bad_request: 400,
  import_invalid: 422,
  not_signed_in: 401,
  wrong_password: 401,
  forbidden: 403,
  bad_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  setup_done: 409,
  suggestion_changed: 409,
  summary_final: 409,
  too_many_comments: 409,
  nothing_to_publish: 409,
  too_many_pictures: 409,
  link_gone: 410,
  too_large: 413,
  unsupported_format: 415,
  export_failed: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof ERROR_STATUS

/** The body of an error answer. `place` names the field or the spot in a file; `requestId` finds the server's log line. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  place: z.optional(z.string()),
  /** With `suggestion_changed`: what stands there now; absent when the text is gone. */
  found: z.optional(z.string()),
  requestId: z.optional(z.string()),
})
export type Problem = z.infer<typeof Problem>
