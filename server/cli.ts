/**
 * The command `rapporteur`: finds the command, parses its options, runs it. Exit codes: 0 done, 1 failed, 2 wrong use.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import * as z from 'zod/mini'
import { COMMANDS } from './cli/commands.ts'
import { UsageError, type Command } from './cli/command.ts'
import { loadConfig } from './config/config.ts'
import { AppError, StartError } from './errors.ts'
import { ImportError } from '../shared/markdown/import-error.ts'

// Without a locale zod/mini only ever says “Invalid input”.
z.config(z.locales.en())

/** Runs one command line and resolves with its exit code. `serve` resolves when the server has stopped. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
  const asksForHelp = args.includes('--help') || args.includes('-h')
  if (!command) {
    if (args.length === 0 || asksForHelp || args[0] === 'help') {
      console.log(overview())
      return args.length === 0 ? 2 : 0
    }
    console.error(`rapporteur: no command “${args.slice(0, 2).join(' ')}”.\n\n${overview()}`)
    return 2
  }
  if (asksForHelp) {
    console.log(helpOf(command))
    return 0
  }
  try {
    const { values, positionals } = parse(command, args.slice(command.name.split(' ').length))
    const dataDir = values['data']
    const env = typeof dataDir === 'string' ? { ...process.env, DATA_DIR: dataDir } : process.env
    return await command.run({ config: loadConfig(env), options: values, positionals })
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`rapporteur ${command.name}: ${error.message}\n\n${helpOf(command)}`)
      return 2
    }
    if (error instanceof StartError || error instanceof AppError || error instanceof ImportError) {
      console.error(`rapporteur ${command.name}: ${error.message}`)
      return 1
    }
    const trouble = describeTrouble(error)
    if (trouble) {
      console.error(`rapporteur ${command.name}: ${trouble}`)
      return 1
    }
    console.error(`rapporteur ${command.name}:`, error)
    return 1
  }
}

/** What the machine refused, in one sentence; null for what is a bug of ours. */
function describeTrouble(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code?.startsWith('SQLITE_')) return `The database cannot be used: ${error.message}.`
  return syscall === undefined ? null : `${error.message}.`
}

function parse(command: Command, args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = { data: { type: 'string' } }
  for (const [name, { type }] of Object.entries(command.options)) options[name] = { type }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const { values, positionals } = parsed
  const missing = command.positionals[positionals.length]
  if (missing) throw new UsageError(`expected ${missing}.`)
  const extra = positionals[command.positionals.length]
  if (extra !== undefined) throw new UsageError(`did not expect “${extra}”.`)
  for (const [name, { required }] of Object.entries(command.options)) {
    if (required && values[name] === undefined) throw new UsageError(`expected --${name}.`)
  }
  return { values: values as Record<string, string | boolean | undefined>, positionals }
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: rapporteur COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'Every command takes --data DIR (the data folder) and --help. Settings come from the environment, see .env.example.',
  ].join('\n')
}

function helpOf({ name, summary, positionals, options }: Command): string {
  const entries = Object.entries(options).map(([option, { type, value, help, required }]) => {
    const left = type === 'boolean' ? `--${option}` : `--${option} ${value ?? 'TEXT'}`
    return [left, required ? `${help} (required)` : help] as const
  })
  const rows = [
    ...entries,
    ['--data DIR', 'the data folder (default: DATA_DIR, else ./data)'] as const,
    ['--help', 'this text'] as const,
  ]
  const width = Math.max(...rows.map(([left]) => left.length))
  return [
    `Usage: rapporteur ${[name, ...positionals].join(' ')} [OPTIONS]`,
    '',
    summary,
    '',
    ...rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`),
  ].join('\n')
}
