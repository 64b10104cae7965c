/**
 * The only place where the pages talk HTTP. Every answer is read through its contract, every problem becomes an
 * {@link ApiError} with a stable code, and every call can be aborted. Nothing here knows any single endpoint.
 */
import type * as z from 'zod/mini'
import { ERROR_STATUS, Problem, type ErrorCode } from '../../shared/contracts/errors.ts'

const API_ROOT = '/api/v1'

/** Codes of the server, and two of our own: no answer at all, and an answer that is not what the contract says. */
export type ApiErrorCode = ErrorCode | 'unreachable' | 'unreadable'

/** Why a call failed, in the server's own words where it sent any. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  /** 0 when there was no answer. */
  readonly status: number
  /** The field or the spot in a file that the server named. */
  readonly place: string | null
  /** What stands there instead; with `suggestion_changed`. */
  readonly found: string | null
  readonly requestId: string | null

  constructor(options: {
    readonly code: ApiErrorCode
    readonly status: number
    readonly detail: string
    readonly place?: string | undefined
    readonly found?: string | undefined
    readonly requestId?: string | undefined
    readonly cause?: unknown
  }) {
    super(options.detail, { cause: options.cause })
    this.code = options.code
    this.status = options.status
    this.place = options.place ?? null
    this.found = options.found ?? null
    this.requestId = options.requestId ?? null
  }

  get detail(): string {
    return this.message
  }
}

/** One call. `json` and `file` exclude each other; `query` leaves out what is undefined. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the API's root, already encoded: see {@link pathOf}. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly json?: unknown
  readonly file?: Blob
  readonly signal?: AbortSignal | undefined
}

export interface DownloadedFile {
  readonly blob: Blob
  /** As the server names it; null when it does not. */
  readonly fileName: string | null
}

/** A path from segments, each encoded: `pathOf('events', slug)`. */
export function pathOf(...segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`
}

/** Calls and reads the answer through `contract`. */
export async function callApi<Contract extends z.ZodMiniType>(
  contract: Contract,
  call: Call,
): Promise<z.output<Contract>> {
  const answer = await request(call, 'application/json')
  const body = await answer.json().catch((cause: unknown) => {
    throw unreadable(answer.status, cause)
  })
  const parsed = contract.safeParse(body)
  if (!parsed.success) throw unreadable(answer.status, parsed.error)
  return parsed.data
}

/** Calls where only success matters. */
export async function sendToApi(call: Call): Promise<void> {
  await request(call, 'application/json')
}

/** Fetches a file, to be kept by the browser. */
export async function downloadFromApi(call: Call): Promise<DownloadedFile> {
  const answer = await request(call, '*/*')
  const blob = await answer.blob().catch((cause: unknown) => {
    throw unreachable(cause)
  })
  return { blob, fileName: fileNameOf(answer.headers.get('content-disposition')) }
}

async function request(call: Call, accept: string): Promise<Response> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query ?? {}))
    if (value !== undefined) query.set(name, value)
  const headers: Record<string, string> = { accept }
  if (call.json !== undefined) headers['content-type'] = 'application/json'
  if (call.file) headers['content-type'] = 'application/octet-stream'
  const body = call.file ?? (call.json === undefined ? null : JSON.stringify(call.json))

  let answer: Response
  try {
    answer = await fetch(`${API_ROOT}${call.path}${query.size > 0 ? `?${query}` : ''}`, {
      method: call.method ?? 'GET',
      headers,
      body,
      signal: call.signal ?? null,
    })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw unreachable(cause)
  }
  if (!answer.ok) throw await errorOf(answer)
  return answer
}

async function errorOf(answer: Response): Promise<ApiError> {
  const problem = Problem.safeParse(await answer.json().catch(() => null))
  if (problem.success) {
    const { code, detail, place, found, requestId } = problem.data
    return new ApiError({ code, status: answer.status, detail, place, found, requestId })
  }
  // A proxy in front of the server answers in its own format; its status is all there is to go by.
  return new ApiError({
    code: codeOfStatus(answer.status),
    status: answer.status,
    detail: `The server answered with status ${answer.status} and no explanation.`,
  })
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 502 || status === 504) return 'unavailable'
  for (const [code, known] of Object.entries(ERROR_STATUS)) if (known === status) return code as ErrorCode
  return status >= 500 ? 'internal' : 'bad_request'
}

function unreachable(cause: unknown): ApiError {
  return new ApiError({
    code: 'unreachable',
    status: 0,
    detail: 'The server did not answer. Check the network, then try again.',
    cause,
  })
}

function unreadable(status: number, cause: unknown): ApiError {
  return new ApiError({
    code: 'unreadable',
    status,
    detail: 'The answer of the server is not what this page expects. Reload the page; it may be out of date.',
    cause,
  })
}

function fileNameOf(disposition: string | null): string | null {
  if (disposition === null) return null
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded)
    } catch {
      // Badly encoded: the plain name, when there is one, is still good.
    }
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? /filename=([^;\s]+)/i.exec(disposition)?.[1] ?? null
}
