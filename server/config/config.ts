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
  /** Null: this server sends no mail. */
  readonly mail: MailSettings | null
  /** Null: nobody signs in through a provider. */
  readonly provider: ProviderSettings | null
}

/** An OpenID provider that people can sign in through. */
export interface ProviderSettings {
  /** As the provider writes it of itself: with a slash at the end, or without. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the sign-in page calls it. */
  readonly name: string
  /** Whether an address is its holder's where the provider says nothing about that. */
  readonly trustsEmail: boolean
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise it begins with STARTTLS where the mail server offers that. */
  readonly isSecure: boolean
  readonly login: { readonly user: string; readonly password: string } | null
  readonly from: { readonly name: string; readonly address: string }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws StartError naming the setting, what was expected and what was found. */
export function loadConfig(env: Environment): Config {
  refuseUnsupported(env, 'DATABASE_URL')
  refuseUnsupported(env, 'REDIS_URL')
  const publicUrl = readUrl(env, 'PUBLIC_URL')
  return {
    port: readInteger(env, 'PORT', { fallback: 3000, min: 0, max: 65_535 }),
    host: env['HOST'] || '127.0.0.1',
    dataDir: resolve(env['DATA_DIR'] || './data'),
    publicUrl,
    logLevel: readChoice(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    trustedProxies: readInteger(env, 'TRUSTED_PROXIES', { fallback: 0, min: 0, max: 10 }),
    fontDirs: readFolders(env, 'FONT_DIR'),
    mail: readMail(env, publicUrl),
    provider: readProvider(env, publicUrl),
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

/** What is found is not repeated: the address of a mail server holds a password. */
function readMail(env: Environment, publicUrl: string | null): MailSettings | null {
  const [server, from] = [env['SMTP_URL'] ?? '', env['MAIL_FROM'] ?? '']
  if (server === '' && from === '') return null
  if (server === '' || from === '') {
    const [set, missing] = server === '' ? ['MAIL_FROM', 'SMTP_URL'] : ['SMTP_URL', 'MAIL_FROM']
    throw new StartError(
      `${missing}: expected a value, since ${set} is set; mail needs both, or leave both empty.`,
    )
  }
  if (publicUrl === null) {
    throw new StartError(
      'PUBLIC_URL: expected a value, since SMTP_URL is set: mails lead to the pages by it.',
    )
  }
  return { ...readMailServer(server), from: readSender(from) }
}

function readMailServer(text: string): Omit<MailSettings, 'from'> {
  const url = URL.canParse(text) ? new URL(text) : null
  const credentials = url && [decodePart(url.username), decodePart(url.password)]
  const isWhole =
    url !== null &&
    /^smtps?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    url.port !== '0' &&
    /^\/?$/.test(url.pathname + url.search + url.hash)
  if (!isWhole || !credentials || credentials.includes(null)) {
    throw new StartError(
      'SMTP_URL: expected an address such as smtp://user:password@mail.example.org:587 or smtps://mail.example.org, with signs such as @ and / in the password written as %40 and %2F; it is not shown here.',
    )
  }
  const isSecure = url.protocol === 'smtps:'
  const [user, password] = credentials
  return {
    // An address of IP version 6 stands in brackets there.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    login: user ? { user, password: password ?? '' } : null,
  }
}

function decodePart(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** `notes@example.org` or `Plumbing Days <notes@example.org>`. */
function readSender(text: string): MailSettings['from'] {
  const [, name = '', inBrackets] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? []
  const address = inBrackets ?? text.trim()
  if (!/^[^\s@<>(),:;"\\[\]\p{Cc}]+@[\p{L}\p{N}.-]+$/u.test(address)) {
    throw new StartError(
      `MAIL_FROM: expected an address such as notes@example.org or Plumbing Days <notes@example.org>, found “${text}”.`,
    )
  }
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address }
}

const PROVIDER_SETTINGS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/** The secret is not repeated. */
function readProvider(env: Environment, publicUrl: string | null): ProviderSettings | null {
  const [issuer, clientId, clientSecret] = PROVIDER_SETTINGS.map((name) => env[name] ?? '')
  const name = env['OIDC_NAME'] ?? ''
  const trustsEmail = readChoice(env, 'OIDC_TRUST_EMAIL', ['false', 'true'], 'false') === 'true'
  if (!issuer && !clientId && !clientSecret) {
    if (name || trustsEmail) {
      const set = name ? 'OIDC_NAME' : 'OIDC_TRUST_EMAIL'
      throw new StartError(`${set} is set, but no provider is: set OIDC_ISSUER too, or leave it empty.`)
    }
    return null
  }
  if (!issuer || !clientId || !clientSecret) {
    const missing = PROVIDER_SETTINGS.filter((setting) => !env[setting])
    throw new StartError(
      `${missing.join(' and ')}: expected a value; signing in through a provider needs ${PROVIDER_SETTINGS.join(', ')}, or leave all three empty.`,
    )
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (!url || !isProviderAddress(url)) {
    throw new StartError(
      `OIDC_ISSUER: expected an address such as https://login.example.org (http only for this machine), found “${issuer}”.`,
    )
  }
  if (publicUrl === null) {
    throw new StartError(
      'PUBLIC_URL: expected a value, since OIDC_ISSUER is set: the provider sends people back to it.',
    )
  }
  return { issuer, clientId, clientSecret, name: name || url.host, trustsEmail }
}

/** Over plain HTTP anybody on the way could be the provider. */
function isProviderAddress({ protocol, hostname, username, password, search, hash }: URL): boolean {
  if (username || password || search || hash) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
