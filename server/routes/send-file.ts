import { createHash } from 'node:crypto'
import type { Response } from 'express'

/**
 * Sends a file, or 304 when the client has the very same. It is an attachment, also HTML: what people typed is not shown
 * as a page of this site.
 */
export function sendFile(
  response: Response,
  {
    fileName,
    contentType,
    body,
  }: { readonly fileName: string; readonly contentType: string; readonly body: string | Uint8Array },
): void {
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`)
  response.type(contentType)
  response.setHeader('Cache-Control', 'private, no-cache')
  // Weak, since compression changes the bytes that travel.
  response.setHeader('ETag', `W/"${createHash('sha256').update(body).digest('base64url')}"`)
  response.send(typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength))
}
