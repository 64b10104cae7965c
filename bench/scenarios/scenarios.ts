import { growth } from './growth.ts'
import { join, rejoin } from './join.ts'
import { keys } from './keys.ts'
import { kill } from './kill.ts'
import { memory } from './memory.ts'
import { ready, reload } from './restarts.ts'
import type { Scenario } from './scenario.ts'
import { readers, room200, room400, room50, rooms } from './typing.ts'

/** In the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  room50,
  room200,
  room400,
  readers,
  rooms,
  join,
  rejoin,
  kill,
  memory,
  reload,
  ready,
  keys,
  growth,
]
