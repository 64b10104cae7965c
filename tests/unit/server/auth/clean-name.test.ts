import { describe, expect, it } from 'vitest'
import { cleanName } from '../../../../server/auth/clean-name.ts'

describe('names', () => {
  for (const [given, kept] of [
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['Line\nbreak\u0000', 'Line break'],
    ['\u202egnirevoc\u202c', 'gnirevoc'],
    ['Zoë 👩🏽‍🌾', 'Zoë 👩🏽‍🌾'],
    ['مريم', 'مريم'],
    ['<b>bold</b>', '<b>bold</b>'],
  ] as const) {
    it(`[AUTH-18] ${JSON.stringify(given)} is shown as ${JSON.stringify(kept)}`, () => {
      expect(cleanName(given)).toBe(kept)
    })
  }

  it('[AUTH-18] a name that nobody could see is refused', () => {
    expect(() => cleanName('\u200b\u2060 ')).toThrow('Expected a name that can be seen.')
  })
})
