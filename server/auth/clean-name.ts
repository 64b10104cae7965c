import { AppError } from '../errors.ts'

// Control characters and those that turn the direction of writing around could disguise a name or what stands after it.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

/** A display name without characters that nobody sees. Throws AppError `bad_request` when nothing is left. */
export function cleanName(name: string): string {
  const clean = name.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim()
  if (clean === '') throw new AppError('bad_request', 'Expected a name that can be seen.', { place: 'name' })
  return clean
}
