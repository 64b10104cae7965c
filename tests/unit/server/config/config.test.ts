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
