import type { Command } from './command.ts'
import { backup, check, restore } from './data-commands.ts'
import { exportEvent, importNotes, importProgrammeFile } from './exchange-commands.ts'
import { linkCreate, tokenCreate, userCreate } from './people-commands.ts'
import { serve } from './serve.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  serve,
  importProgrammeFile,
  importNotes,
  exportEvent,
  linkCreate,
  userCreate,
  tokenCreate,
  backup,
  restore,
  check,
]
