import { addRun, type ItemRuns } from '../../shared/domain/item-runs.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { ParticipantLog } from '../documents/documents.ts'
import { listPages, readPages } from './log-pages.ts'

/** A note with everything that was ever deleted from it; the history of a larger one can be restored by place. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024
/** What comes in while it is done is taken back in another round: a connection that was just closed sends nothing more. */
const MAX_ROUNDS = 5

type Deps = Pick<Context, 'noteLog' | 'documents' | 'rooms'>

interface RollBackOptions {
  readonly noteId: NoteId
  /** Whose writing is taken back. */
  readonly actor: string
  /** Who does it. */
  readonly principal: Principal
}

/**
 * Takes back what somebody did to a note, as a new change of the principal; what others wrote stays. Resolves with the
 * place of the change, or null when there was nothing to take back. Whether the principal may was asked before. Throws
 * AppError `summary_final`, and `too_large` for a note whose whole history is too large to go through.
 */
export async function rollBackWriter(deps: Deps, options: RollBackOptions): Promise<number | null> {
  let seq: number | null = null
  for (let round = 0, upTo = 0; round < MAX_ROUNDS; round++) {
    const head = await deps.rooms.settle(options.noteId)
    if (!(await hasWritten(deps, { ...options, after: upTo, upTo: head }))) break
    const change = await changeOf(deps, { ...options, head })
    upTo = head
    if (!change) continue
    const { actor, name } = options.principal
    seq = await deps.rooms.write(options.noteId, change, { actor, name })
  }
  return seq
}

async function hasWritten(
  { noteLog }: Pick<Deps, 'noteLog'>,
  {
    actor,
    ...part
  }: {
    readonly actor: string
    readonly noteId: NoteId
    readonly after: number
    readonly upTo: number
  },
): Promise<boolean> {
  for await (const rows of listPages(noteLog, part)) if (rows.some((row) => row.actor === actor)) return true
  return false
}

async function changeOf(
  { noteLog, documents }: Deps,
  { noteId, actor, head }: { readonly noteId: NoteId; readonly actor: string; readonly head: number },
): Promise<Uint8Array | null> {
  const written: ItemRuns = new Map()
  const [deleted, deletedByOthers]: [ItemRuns, ItemRuns] = [new Map(), new Map()]
  let state: Uint8Array | null = null
  for await (const rows of readPages(noteLog, { noteId, upTo: head })) {
    const replayed = await documents.replay(
      state,
      rows.map(({ bytes }) => bytes),
    )
    rows.forEach((row, index) => {
      const isTheirs = row.actor === actor
      for (const range of row.clocks) addRun(written, range, isTheirs ? 1 : 0)
      for (const range of replayed.deletes[index] ?? [])
        addRun(isTheirs ? deleted : deletedByOthers, range, 0)
    })
    ;({ state } = replayed)
    if (state.byteLength > MAX_KEPT_BYTES) {
      throw new AppError(
        'too_large',
        'The history of this note is too large to take out what one person wrote. Restore an earlier state from its time line.',
      )
    }
  }
  const log: ParticipantLog = { own: onlyTheirs(written), deleted, deletedByOthers }
  return state && documents.rollBack(state, log)
}

function onlyTheirs(written: ItemRuns): ItemRuns {
  return new Map(
    [...written].map(([client, runs]) => [client, runs.filter(([, , value]) => value === 1)] as const),
  )
}
