/** Passwords of accounts and of access links, hashed with Argon2id off the main thread (about 30 ms each). */
import { hash, verify } from '@node-rs/argon2'

// OWASP's recommended setting. Argon2id is what the package uses unless told otherwise.
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1

// A hash that no password gives, with the same costs as real ones.
const NOBODYS_HASH = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${'A'.repeat(22)}$${'A'.repeat(43)}`

export function hashPassword(password: string): Promise<string> {
  return hash(password, {
    memoryCost: MEMORY_KIB,
    timeCost: PASSES,
    parallelism: LANES,
  })
}

/** Takes as long without a hash (no such account, or one without password) as with one, and is then false. */
export function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  return verify(passwordHash || NOBODYS_HASH, password)
}
