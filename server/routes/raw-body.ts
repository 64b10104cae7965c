import { raw, type Request, type RequestHandler } from 'express'

/** Reads an uploaded file, whatever type it says it has. Name it after the handler that authorises. */
export function readRawBody(limitBytes: number): RequestHandler {
  return raw({ type: () => true, limit: limitBytes })
}

/** The file of a request that went through `readRawBody`; without a body an empty one. */
export function rawBodyOf(request: Pick<Request, 'body'>): Uint8Array {
  return request.body instanceof Uint8Array ? request.body : new Uint8Array()
}
