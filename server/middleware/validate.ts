/** Turns what came in into a contract's type, or into an AppError that says what was expected and where. */
import type { Request } from 'express'
import * as z from 'zod/mini'
import { AppError } from '../errors.ts'

// Without a locale zod/mini only ever says “Invalid input”.
z.config(z.locales.en())

/** The body of a request that went through `readJsonBody`. */
export function parseBody<Contract extends z.ZodMiniType>(
  contract: Contract,
  request: Request,
): z.output<Contract> {
  if (request.body === undefined) {
    const type = request.get('content-type')
    if (type === undefined || request.is('application/json') !== false) {
      throw new AppError('bad_request', 'Expected a body of type application/json, found none.')
    }
    throw new AppError('unsupported_format', `Expected a body of type application/json, found ${type}.`)
  }
  return parse(contract, request.body, 'body')
}

export function parseQuery<Contract extends z.ZodMiniType>(
  contract: Contract,
  request: Request,
): z.output<Contract> {
  return parse(contract, request.query, 'query')
}

function parse<Contract extends z.ZodMiniType>(
  contract: Contract,
  value: unknown,
  where: string,
): z.output<Contract> {
  const result = contract.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = issue?.path.map(String).join('.')
  const place = path ? path : where
  const others = result.error.issues.length - 1
  const more = others > 0 ? ` (and ${others} more)` : ''
  throw new AppError('bad_request', `${place}: ${issue?.message ?? 'not as expected'}${more}`, { place })
}
