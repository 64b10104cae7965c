/** The command line of the benchmark. */
import { parseArgs } from 'node:util'
import { SERVER_NAMES, type ServerName } from './servers/bench-server.ts'

export interface Options {
  readonly scenarios: readonly string[]
  readonly servers: readonly ServerName[]
  readonly quick: boolean
  /** Where the raw results go; null: nowhere. */
  readonly out: string | null
  readonly rounds: number | null
  /** How often scenarios that are measured in turns are repeated. */
  readonly repeat: number
  readonly readersMayWrite: boolean
  readonly profile: boolean
  readonly seed: number
  readonly help: boolean
}

/** Wrong use of the command line, as a sentence. */
export class UsageError extends Error {}

const DEFAULT_REPEAT = 3
const DEFAULT_SEED = 20_190_909

/** Throws UsageError. */
export function readOptions(args: readonly string[], scenarioNames: readonly string[]): Options {
  const { values, positionals } = parse(args)
  const unknown = positionals.find((name) => !scenarioNames.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(`no scenario “${unknown}”; expected ${scenarioNames.join(', ')}.`)
  }
  return {
    scenarios:
      positionals.length > 0 ? scenarioNames.filter((name) => positionals.includes(name)) : scenarioNames,
    servers: readServers(values.peers),
    quick: values.quick ?? false,
    out: values.out ?? null,
    rounds: readNumber('--rounds', values.rounds),
    repeat: readNumber('--repeat', values.repeat) ?? (values.quick ? 1 : DEFAULT_REPEAT),
    readersMayWrite: values['readers-may-write'] ?? false,
    profile: values.profile ?? false,
    seed: readNumber('--seed', values.seed) ?? DEFAULT_SEED,
    help: values.help ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean' },
        out: { type: 'string' },
        peers: { type: 'string' },
        rounds: { type: 'string' },
        repeat: { type: 'string' },
        seed: { type: 'string' },
        'readers-may-write': { type: 'boolean' },
        profile: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readServers(text: string | undefined): readonly ServerName[] {
  if (text === undefined) return SERVER_NAMES
  const named = text.split(',')
  const unknown = named.find((name) => !SERVER_NAMES.some((known) => known === name))
  if (unknown !== undefined) {
    throw new UsageError(`--peers: no server “${unknown}”; expected some of ${SERVER_NAMES.join(',')}.`)
  }
  return SERVER_NAMES.filter((name) => named.includes(name))
}

function readNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`${name}: expected a number from 1, found “${text}”.`)
  return Number(text)
}
