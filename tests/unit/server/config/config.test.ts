import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../../../server/config/config.ts'

const ROOT = resolve(import.meta.dirname, '../../../..')

test('[CONF-1] without any setting the server listens on port 3000 of this machine and keeps its data in ./data', () => {
  expect(loadConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('./data'),
    publicUrl: null,
    logLevel: 'info',
    trustedProxies: 0,
    fontDirs: [],
    mail: null,
    provider: null,
  })
})

test('[CONF-2] .env.example lists every setting, each with its default', () => {
  const example = Object.fromEntries(
    [...readFileSync(resolve(ROOT, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
      ([, name, value]) => [name, value],
    ),
  )
  const asked = new Set<string>()
  const recorder: Record<string, string> = new Proxy(
    {},
    {
      get: (_target, name: string) => {
        asked.add(name)
        return undefined
      },
    },
  )
  loadConfig(recorder)
  expect(Object.keys(example).sort()).toEqual([...asked].sort())
  expect(loadConfig(example)).toEqual(loadConfig({}))
})

test('[CONF-3] a setting that is wrong is named with what was expected and found', () => {
  expect(() => loadConfig({ PORT: '70000' })).toThrow(
    /PORT: expected a whole number from 0 to 65535, found “70000”/,
  )
  expect(() => loadConfig({ LOG_LEVEL: 'loud' })).toThrow(
    /LOG_LEVEL: expected one of silent, .*, found “loud”/,
  )
  expect(() => loadConfig({ PUBLIC_URL: 'notes.example.org' })).toThrow(/PUBLIC_URL: expected an address/)
  expect(() => loadConfig({ REDIS_URL: 'redis://x' })).toThrow(/REDIS_URL is set/)
  expect(loadConfig({ PUBLIC_URL: 'https://notes.example.org/' }).publicUrl).toBe('https://notes.example.org')
})

test('[CONF-4] mail needs a server, a sender and a public address; no message repeats the password', () => {
  const mail = (url: string, from = 'Days <notes@example.org>') =>
    loadConfig({ SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL: 'https://notes.example.org' }).mail
  expect(mail('smtp://us%40er:p%2Fss@mail.example.org:2525')).toEqual({
    host: 'mail.example.org',
    port: 2525,
    isSecure: false,
    login: { user: 'us@er', password: 'p/ss' },
    from: { name: 'Days', address: 'notes@example.org' },
  })
  expect(mail('smtps://[::1]', 'notes@example.org')).toEqual({
    host: '::1',
    port: 465,
    isSecure: true,
    login: null,
    from: { name: '', address: 'notes@example.org' },
  })
  expect(mail('smtp://localhost')?.port).toBe(587)
  expect(() => loadConfig({ SMTP_URL: 'smtp://x' })).toThrow(/MAIL_FROM: expected a value, since SMTP_URL/)
  expect(() => loadConfig({ MAIL_FROM: 'a@b' })).toThrow(/SMTP_URL: expected a value, since MAIL_FROM/)
  expect(() => loadConfig({ SMTP_URL: 'smtp://x', MAIL_FROM: 'a@b' })).toThrow(/PUBLIC_URL: expected a value/)
  for (const url of [
    'mail.example.org',
    'http://u:hush@x',
    'smtp://u:hush%@x',
    'smtp://u:hush@x/path',
    'smtp://u:hu/sh@x',
    'smtp://',
  ]) {
    expect(() => mail(url)).toThrow(/SMTP_URL: expected an address such as/)
    expect(() => mail(url)).not.toThrow(/hu.?sh/)
  }
  for (const from of ['notes', 'a@b, c@d', 'Days <a@b', 'Days\nBcc: c@d <a@b>', '<a@b>x', 'a@b c@d']) {
    expect(() => mail('smtp://x', from)).toThrow(/MAIL_FROM: expected an address such as/)
  }
})

test('[OIDC-1] a provider needs issuer, client, secret and a public address; no message repeats the secret', () => {
  const all = {
    OIDC_ISSUER: 'https://login.example.org/realm/',
    OIDC_CLIENT_ID: 'notes',
    OIDC_CLIENT_SECRET: 'hush',
    PUBLIC_URL: 'https://notes.example.org',
  }
  const provider = { issuer: all.OIDC_ISSUER, clientId: 'notes', clientSecret: 'hush', trustsEmail: false }
  expect(loadConfig(all).provider).toEqual({ ...provider, name: 'login.example.org' })
  expect(loadConfig({ ...all, OIDC_NAME: 'LF ID' }).provider).toEqual({ ...provider, name: 'LF ID' })
  for (const name of ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const) {
    const found = () => loadConfig({ ...all, [name]: '' })
    expect(found).toThrow(new RegExp(`^${name}: expected a value`))
    expect(found).not.toThrow(/hush/)
  }
  expect(() => loadConfig({ OIDC_CLIENT_ID: 'notes' })).toThrow(
    /^OIDC_ISSUER and OIDC_CLIENT_SECRET: expected a value/,
  )
  expect(() => loadConfig({ OIDC_NAME: 'LF ID' })).toThrow(/OIDC_NAME is set, but no provider is/)
  for (const issuer of [
    'login.example.org',
    'http://login.example.org',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'https://user:pass@login.example.org',
    'https://login.example.org/?x=1',
    'ftp://login.example.org',
  ]) {
    expect(() => loadConfig({ ...all, OIDC_ISSUER: issuer })).toThrow(/OIDC_ISSUER: expected an address/)
  }
  for (const issuer of ['http://127.0.0.1:9000', 'http://localhost:9000/realm', 'http://[::1]:9000']) {
    expect(loadConfig({ ...all, OIDC_ISSUER: issuer }).provider?.issuer).toBe(issuer)
  }
})

test('[OIDC-12] that the addresses of a provider can be trusted is said by true, and only of a provider', () => {
  const all = {
    OIDC_ISSUER: 'https://login.example.org',
    OIDC_CLIENT_ID: 'notes',
    OIDC_CLIENT_SECRET: 'hush',
    PUBLIC_URL: 'https://notes.example.org',
  }
  const trusts = (OIDC_TRUST_EMAIL: string) => loadConfig({ ...all, OIDC_TRUST_EMAIL }).provider?.trustsEmail
  expect(['', 'false', 'true'].map(trusts)).toEqual([false, false, true])
  for (const text of ['1', 'yes', 'TRUE', ' true']) {
    expect(() => trusts(text)).toThrow(/^OIDC_TRUST_EMAIL: expected one of false, true, found/)
  }
  expect(() => loadConfig({ OIDC_TRUST_EMAIL: 'true' })).toThrow(
    /^OIDC_TRUST_EMAIL is set, but no provider is/,
  )
  expect(loadConfig({ OIDC_TRUST_EMAIL: 'false' }).provider).toBeNull()
})
