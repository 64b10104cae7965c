/**
 * How far a summary is: draft, in review, final. *Final* ends all changes first and is written down then, so that the
 * place in the log that it names is the last one (rules STAGE-1…6, docs/SPEC.md).
 */
import type { SummaryStages } from '../../shared/contracts/notes.ts'
import { roleOn, type Role } from '../../shared/domain/access.ts'
import { stagesFrom, type SummaryStage } from '../../shared/domain/summary-stage.ts'
import { isEmptyDoc } from '../../shared/schema/doc-json.ts'
import { audit } from '../auth/audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { NoteContents } from './note-contents.ts'
import { insertStage, listStages, stageOf } from '../storage/stage-rows.ts'
import type { SummaryStageRow } from '../storage/tables.ts'
import { findOwnerTitle, type NoteTarget } from '../storage/targets.ts'

const WORDS: Readonly<Record<SummaryStage, string>> = {
  draft: 'a draft',
  review: 'in review',
  final: 'final',
}

/**
 * Throws AppError `forbidden` when the role does not allow it, `unavailable` when the disk takes nothing, `conflict` when
 * the summary is in another stage than the asker saw, or is empty. Asking for the stage that it is in changes nothing.
 */
export async function setStage(
  {
    db,
    clock,
    noteLog,
    rooms,
    bus,
    contents,
  }: Pick<Context, 'db' | 'clock' | 'noteLog' | 'rooms' | 'bus'> & {
    readonly contents: NoteContents
  },
  {
    target,
    stage,
    from,
    principal,
  }: {
    readonly target: NoteTarget
    readonly stage: SummaryStage
    readonly from: SummaryStage
    readonly principal: Principal
  },
): Promise<SummaryStages> {
  const { note, event, kind } = target
  if (kind !== 'summary') throw new AppError('bad_request', 'Notes have no stages; their summary has.')
  const role = roleOn(principal.grants, target, clock.now())
  const before = await listStages(db, note)
  const present = stageOf(before)
  if (present === stage) return describeStages(before, role)
  if (present !== from) throw changedMeanwhile(present)
  if (!stagesFrom(present, role).includes(stage)) {
    throw new AppError(
      'forbidden',
      `Your role does not allow to make it ${WORDS[stage]}. Ask a lead or an organiser.`,
    )
  }
  if (stage !== 'draft') {
    const doc = (await contents.readDocs([note])).get(note) ?? null
    if (isEmptyDoc(doc)) throw new AppError('conflict', 'Nothing was written in this summary yet.')
  }
  let row: SummaryStageRow
  try {
    const [head = 0] = stage === 'final' ? [await rooms.freeze(note)] : await noteLog.heads([note])
    row = {
      note_id: note,
      position: before.length + 1,
      stage,
      seq: head,
      changed_at: clock.now(),
      actor: principal.actor,
      actor_name: principal.name,
    }
    await db.transaction().execute(async (tx) => {
      await insertStage(tx, row)
      const at = row.changed_at
      const act = stage === 'final' ? 'summary.final' : present === 'final' ? 'summary.reopened' : null
      if (act) await audit(tx, { principal, act, at, event, subject: await findOwnerTitle(tx, target) })
    })
  } catch (error) {
    const now = await listStages(db, note).catch(() => before)
    if (stageOf(now) !== 'final') rooms.thaw(note)
    // Somebody else was first.
    if (now.length > before.length) throw changedMeanwhile(stageOf(now))
    throw error
  }
  if (stage !== 'final') rooms.thaw(note)
  bus.publish({ kind: 'access-changed', eventId: event })
  return describeStages([...before, row], role)
}

export function describeStages(changes: readonly SummaryStageRow[], role: Role | null): SummaryStages {
  const stage = stageOf(changes)
  return {
    stage,
    changes: changes.map((row) => ({
      stage: row.stage,
      at: new Date(row.changed_at).toISOString(),
      by: row.actor_name,
      seq: row.seq,
    })),
    next: [...stagesFrom(stage, role)],
  }
}

function changedMeanwhile(stage: SummaryStage): AppError {
  return new AppError('conflict', `It was changed meanwhile: it is ${WORDS[stage]} now.`)
}
