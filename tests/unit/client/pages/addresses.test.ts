import { describe, expect, it } from 'vitest'
import { pathInside } from '../../../../shared/domain/path-inside.ts'
import { accessLinkPath } from '../../../../client/pages/home/access-link-path.ts'
import { suggestSlug } from '../../../../client/pages/import/suggest-slug.ts'
import { Slug } from '../../../../shared/contracts/programme.ts'

describe('addresses', () => {
  it('[PAGE-14] signing in leads back into the pages, never to another site', () => {
    expect(pathInside('/e/plumbers?view=track')).toBe('/e/plumbers?view=track')
    const foreign = ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example']
    const hidden = ['/.//evil.example', '/./\\evil.example', '/e/..//evil.example', '/e/../../\\evil.example']
    for (const wanted of [null, '', 'e/x', ...foreign, ...hidden]) {
      expect([wanted, pathInside(wanted)]).toEqual([wanted, '/'])
    }
  })

  it('[PAGE-15] a pasted access link opens when it is one of this server, however it was copied', () => {
    const origin = 'https://notes.example:8443'
    for (const pasted of [' https://notes.example:8443/l/abc ', '/l/abc', 'notes.example:8443/l/abc']) {
      expect([pasted, accessLinkPath(pasted, origin)]).toEqual([pasted, '/l/abc'])
    }
    for (const pasted of [
      '',
      'abc',
      'https://evil.example/l/abc',
      `${origin}/e/x`,
      `${origin}/l/`,
      'http://[',
    ]) {
      expect([pasted, accessLinkPath(pasted, origin)]).toEqual([pasted, null])
    }
  })

  it('[PAGE-25] a file’s name suggests a slug that the server takes, or nothing', () => {
    expect(suggestSlug('LPC 2019 (final).txt')).toBe('lpc-2019-final')
    expect(suggestSlug('Ünïcode_Días.schedule.json')).toBe('unicode-dias-schedule')
    expect(suggestSlug('会议.json')).toBe('')
    const long = suggestSlug(`${'word '.repeat(40)}.txt`)
    expect(Slug.safeParse(long).success).toBe(true)
  })
})
