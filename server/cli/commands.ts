import type { Command } from './command.ts'
import { check } from './check.ts'
import { backup, restore } from './data-commands.ts'
import { exportEvent, importNotes, importProgrammeFile } from './exchange-commands.ts'
import { linkCreate, tokenCreate, userCreate, userPasswordLink } from './people-commands.ts'
import { serve } from './serve.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  serve,
  importProgrammeFile,
  importNotes,
  exportEvent,
  linkCreate,
  userCreate,
  userPasswordLink,
  tokenCreate,
  backup,
  restore,
  check,
]
