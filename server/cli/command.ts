import type { Config } from '../config/config.ts'
import { createContext, type ServerContext } from '../create-context.ts'

/** The command line was wrong: printed with the command's help, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Option {
  readonly type: 'string' | 'boolean'
  /** The name of its value in the help. */
  readonly value?: string
  readonly help: string
  readonly required?: boolean
}

export interface CommandInput {
  readonly config: Config
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** As many as the command names. */
  readonly positionals: readonly string[]
}

export interface Command {
  /** One or two words. */
  readonly name: string
  readonly summary: string
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  /** Returns the exit code. Prints results on stdout, everything else on stderr. */
  run(input: CommandInput): Promise<number>
}

/** Text of an option, or undefined when it was not given. */
export function textOption({ options }: CommandInput, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** One of several words, or the fallback. */
export function choiceOption<T extends string>(
  input: CommandInput,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const text = textOption(input, name)
  if (text === undefined) return fallback
  const choice = choices.find((candidate) => candidate === text)
  if (!choice) throw new UsageError(`--${name}: expected one of ${choices.join(', ')}, found “${text}”.`)
  return choice
}

/** Runs `work` with the parts of a server that does not listen, beside one that does or alone. */
export async function withContext<T>(
  config: Config,
  work: (context: ServerContext) => Promise<T>,
): Promise<T> {
  const context = await createContext(config)
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}
