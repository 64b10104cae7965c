import type { IncomingMessage } from 'node:http'
import { AppError } from '../errors.ts'

/**
 * The whole body of a request. Rejects with AppError `too_large` above `maxBytes`, after `onTooLarge`, with the signal's
 * reason once it is aborted, and with AppError `bad_request` when the request breaks off. `onPart` is told of every part.
 */
export function readBody(
  request: IncomingMessage,
  options: {
    readonly maxBytes: number
    readonly signal: AbortSignal
    readonly onPart: () => void
    readonly onTooLarge: () => void
  },
): Promise<Uint8Array> {
  const { maxBytes, signal, onPart, onTooLarge } = options
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    const onData = (part: Buffer): void => {
      bytes += part.byteLength
      if (bytes > maxBytes) {
        onTooLarge()
        return settle(() => reject(new AppError('too_large', `Expected at most ${maxBytes} bytes.`)))
      }
      parts.push(part)
      onPart()
    }
    const onEnd = (): void =>
      settle(() => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)))
    const onBreak = (): void =>
      settle(() => reject(new AppError('bad_request', 'The request broke off before its end.')))
    const onAbort = (): void => settle(() => reject(signal.reason as Error))
    const settle = (act: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('close', onBreak).off('error', onBreak)
      signal.removeEventListener('abort', onAbort)
      act()
    }
    if (request.destroyed) return onBreak()
    request.on('data', onData).on('end', onEnd).on('close', onBreak).on('error', onBreak)
    signal.addEventListener('abort', onAbort)
  })
}
