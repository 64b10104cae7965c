import { describe, expect, it } from 'vitest'
import { isOwnOrigin } from '../../../../server/auth/is-own-origin.ts'

const base = {
  fetchSite: undefined,
  origin: undefined,
  host: '10.0.0.7:3000',
  publicUrl: 'https://notes.example.org',
}

describe('origin of a request', () => {
  for (const [what, headers] of Object.entries({
    'a page of ours, as the browser says': { fetchSite: 'same-origin', origin: 'https://notes.example.org' },
    'an address that the user typed': { fetchSite: 'none' },
    'the public address': { origin: 'https://notes.example.org' },
    'the name that the page was loaded from': { origin: 'http://10.0.0.7:3000' },
    'a program that is no browser': {},
  })) {
    it(`[HTTP-5] ${what} is our own`, () => {
      expect(isOwnOrigin({ ...base, ...headers })).toBe(true)
    })
  }

  for (const [what, headers] of Object.entries({
    'another site': { fetchSite: 'cross-site', origin: 'https://evil.example' },
    'another site that claims our origin': { fetchSite: 'cross-site', origin: 'https://notes.example.org' },
    'a neighbour under the same domain': { fetchSite: 'same-site', origin: 'https://wiki.example.org' },
    'a value that no browser sends': { fetchSite: 'SAME-ORIGIN' },
    'another origin from an old browser': { origin: 'https://evil.example' },
    'a hidden origin': { origin: 'null' },
    'an empty origin': { origin: '' },
    'another port': { origin: 'http://10.0.0.7:3001' },
    'a longer name that begins like ours': { origin: 'https://notes.example.org.evil.example' },
    'our name in front of an @': { origin: 'https://notes.example.org@evil.example' },
    'an origin where the host is missing': { origin: 'https://evil.example', host: undefined },
  })) {
    it(`[HTTP-5] ${what} is foreign`, () => {
      expect(isOwnOrigin({ ...base, ...headers })).toBe(false)
    })
  }
})
