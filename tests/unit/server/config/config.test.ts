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
