import { describe, expect, it } from 'vitest'
import { withKeys } from '../../../../client/components/unique-keys.ts'

describe('withKeys', () => {
  it('[PAGE-35] keys differ even where names do not, and stay with their items when others come before', () => {
    const keysOf = (names: readonly string[]) => withKeys(names, (name) => name).map(({ key }) => key)
    expect(new Set(keysOf(['Ida', 'Bo', 'Ida'])).size).toBe(3)
    expect(keysOf(['New', 'Ida', 'Bo']).slice(1)).toEqual(keysOf(['Ida', 'Bo']))
  })
})
