import type { NextFunction, Response } from 'express'

/** For answers that depend on who asks or hold secrets: no cache keeps them, not even the browser's own. */
export function forbidStoring(_request: unknown, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}
