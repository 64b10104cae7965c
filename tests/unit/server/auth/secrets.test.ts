import { describe, expect, it } from 'vitest'
import { hashSecret, isSameSecret, isSecret, newSecret } from '../../../../server/auth/secrets.ts'

describe('secrets', () => {
  it('[AUTH-10] a secret is 256 random bits in letters that an address takes as they are', () => {
    const secrets = Array.from({ length: 200 }, newSecret)
    expect(new Set(secrets).size).toBe(200)
    for (const secret of secrets) {
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
      expect(encodeURIComponent(secret)).toBe(secret)
      expect(isSecret(secret)).toBe(true)
    }
  })

  it('[AUTH-10] what is stored is a SHA-256 hash', () => {
    // The value that FIPS 180-2 gives for “abc”.
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  for (const [what, text] of Object.entries({
    empty: '',
    short: 'a'.repeat(42),
    long: 'a'.repeat(44),
    'with a blank': `${'a'.repeat(42)} `,
    'with a line end': `${'a'.repeat(43)}\n`,
    'with a letter outside ASCII': `${'a'.repeat(42)}ä`,
  })) {
    it(`[AUTH-10] a text that is ${what} is not taken for a secret`, () => {
      expect(isSecret(text)).toBe(false)
    })
  }

  it('[AUTH-10] secrets of different lengths are compared without failing', () => {
    const secret = newSecret()
    expect(isSameSecret(secret, secret)).toBe(true)
    expect(isSameSecret(secret, newSecret())).toBe(false)
    expect(isSameSecret(secret, '')).toBe(false)
    expect(isSameSecret(secret, secret.slice(0, -1))).toBe(false)
  })
})
