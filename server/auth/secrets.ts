/**
 * Secrets of logins, access links and API tokens: 256 random bits, told once and stored as a SHA-256 hash only. They
 * need no slow hash because nobody can guess 256 bits; passwords do (passwords.ts).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** 43 characters of A-Z, a-z, 0-9, `-` and `_`. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** Whether a text has the form of a secret; anything else is not worth a look into the database. */
export function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** Hexadecimal SHA-256: what the database holds instead of the secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** In constant time for secrets of any length. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b)))
}
