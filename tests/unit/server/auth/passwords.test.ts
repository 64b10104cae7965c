import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword } from '../../../../server/auth/passwords.ts'

describe('passwords', () => {
  it('[AUTH-19] a password is hashed with Argon2id, 19 MiB, two passes, one lane, and its own salt', async () => {
    const [first, second] = await Promise.all([
      hashPassword('seven sour cherries'),
      hashPassword('seven sour cherries'),
    ])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
  })

  it('[AUTH-19] only the password itself matches its hash', async () => {
    const hash = await hashPassword('seven sour cherries')
    expect(await isPassword('seven sour cherries', hash)).toBe(true)
    expect(await isPassword('seven sour cherrie', hash)).toBe(false)
    expect(await isPassword('', hash)).toBe(false)
  })

  it('[AUTH-13] a missing account takes about as long as a wrong password', async () => {
    const hash = await hashPassword('seven sour cherries')
    const time = async (stored: string | null) => {
      const start = performance.now()
      expect(await isPassword('wrong', stored)).toBe(false)
      return performance.now() - start
    }
    await time(hash)
    const known: number[] = []
    const unknown: number[] = []
    // In turns, so that what else the machine does hits both alike.
    for (let i = 0; i < 9; i++) {
      known.push(await time(hash))
      unknown.push(await time(null))
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[4] ?? 0
    const ratio = median(unknown) / median(known)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })
})
