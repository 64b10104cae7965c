/**
 * Every setting of the server, read from an environment once and checked before anything is built. `.env.example` lists
 * them for operators. Nothing else reads settings from `process.env`.
 */
import { statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { StartError } from '../errors.ts'

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** What people type into a browser, without a slash at the end; null: the address that the server listens on. */
  readonly publicUrl: string | null
  readonly logLevel: LogLevel
  /** How many proxies in front of the server add to X-Forwarded-For. */
  readonly trustedProxies: number
  /** Folders with fonts for PDF files, beside those of the system. Absolute. */
  readonly fontDirs: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws StartError naming the setting, what was expected and what was found. */
export function loadConfig(env: Environment): Config {
  refuseUnsupported(env, 'DATABASE_URL')
  refuseUnsupported(env, 'REDIS_URL')
  return {
    port: readInteger(env, 'PORT', { fallback: 3000, min: 0, max: 65_535 }),
    host: env['HOST'] || '127.0.0.1',
    dataDir: resolve(env['DATA_DIR'] || './data'),
    publicUrl: readUrl(env, 'PUBLIC_URL'),
    logLevel: readChoice(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    trustedProxies: readInteger(env, 'TRUSTED_PROXIES', { fallback: 0, min: 0, max: 10 }),
    fontDirs: readFolders(env, 'FONT_DIR'),
  }
}

function refuseUnsupported(env: Environment, name: string): void {
  if (env[name])
    throw new StartError(`${name} is set, but this version only has the embedded database: leave it empty.`)
}

function readInteger(
  env: Environment,
  name: string,
  { fallback, min, max }: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const text = env[name]
  if (!text) return fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new StartError(`${name}: expected a whole number from ${min} to ${max}, found “${text}”.`)
  }
  return value
}

function readChoice<T extends string>(env: Environment, name: string, choices: readonly T[], fallback: T): T {
  const text = env[name]
  if (!text) return fallback
  const choice = choices.find((candidate) => candidate === text)
  if (!choice) throw new StartError(`${name}: expected one of ${choices.join(', ')}, found “${text}”.`)
  return choice
}

/** Folders that exist, parted as in PATH. */
function readFolders(env: Environment, name: string): readonly string[] {
  const folders = (env[name] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of folders) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new StartError(`${name}: expected a folder that exists, found “${folder}”.`)
    }
  }
  return folders.map((folder) => resolve(folder))
}

function readUrl(env: Environment, name: string): string | null {
  const text = env[name]
  if (!text) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new StartError(`${name}: expected an address such as https://notes.example.org, found “${text}”.`)
  }
  return url.origin
}
