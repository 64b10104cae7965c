import { pino, type Logger } from 'pino'
import type { LogLevel } from './config/config.ts'

export type { Logger }

/** JSON lines on stderr: stdout is for what commands print. Secrets in addresses and headers never get here. */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}
