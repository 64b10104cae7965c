import { describe, expect, it } from 'vitest'
import { bareAddressOf, cleanAddress } from '../../../../../client/editor/paste/addresses.ts'

describe('addresses in what is pasted', () => {
  it('[PASTE-3] redirects that count clicks are taken away', () => {
    const lwn = 'https://lwn.net/Articles/1/?a=1'
    const encoded = encodeURIComponent(lwn)
    expect(cleanAddress(`https://www.google.com/url?q=${encoded}&sa=D`)).toBe(lwn)
    expect(cleanAddress(`https://www.google.de/url?sa=t&url=${encoded}`)).toBe(lwn)
    expect(cleanAddress(`https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=1`)).toBe(lwn)
    expect(cleanAddress(`https://slack-redir.net/link?url=${encoded}`)).toBe(lwn)
    const twice = encodeURIComponent(`https://slack-redir.net/link?url=${encoded}`)
    expect(cleanAddress(`https://www.google.com/url?q=${twice}`)).toBe(lwn)
  })

  it('[PASTE-3] a redirect to what notes do not allow, or to nothing, stays what it is', () => {
    const forbidden = 'https://www.google.com/url?q=javascript:alert(1)'
    expect(cleanAddress(forbidden)).toBe(forbidden)
    expect(cleanAddress('https://www.google.com/search?q=https://x.org')).toBe(
      'https://www.google.com/search?q=https://x.org',
    )
    expect(cleanAddress('https://google.com.evil.org/url?q=https://x.org')).toBe(
      'https://google.com.evil.org/url?q=https://x.org',
    )
  })

  it('[PASTE-3] other addresses go', () => {
    for (const href of [
      null,
      '',
      '#top',
      '/e/x',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
    ]) {
      expect(cleanAddress(href)).toBeNull()
    }
  })

  it('[PASTE-7] a text is an address when it is one and nothing else', () => {
    expect(bareAddressOf(' https://lwn.net/ \n')).toBe('https://lwn.net/')
    expect(bareAddressOf('mailto:ada@example.org')).toBe('mailto:ada@example.org')
    for (const text of [
      'main.rs',
      'see https://lwn.net/',
      'https://a.org\nhttps://b.org',
      'javascript:x',
      '',
    ]) {
      expect(bareAddressOf(text)).toBeNull()
    }
  })
})
