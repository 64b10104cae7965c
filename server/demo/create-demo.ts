/**
 * The demo event: an example with real titles and speakers and a few texts of ours, for people who want to look around
 * before their own programme is there. Made once; deleted like any other event.
 */
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'
import { applyImport } from '../programme/apply-import.ts'
import { checkProgramme } from '../programme/check-programme.ts'
import type { PlannedSeed } from '../programme/import-plan.ts'
import { planImport } from '../programme/plan-import.ts'
import { prepareSeeds } from '../programme/prepare-seeds.ts'
import { readEvent } from '../programme/read-event.ts'
import { findEventBySlug } from '../storage/event-rows.ts'
import { DEMO_NOTES } from './demo-notes.ts'
import { demoProgramme, demoSessionKey } from './demo-programme.ts'

export const DEMO_SLUG = 'lpc-2019-demo'

/** The demo event; made when it is not there. Whether the principal may was asked before. */
export async function createDemo(
  deps: Pick<Context, 'db' | 'clock' | 'documents'>,
  principal: Principal,
): Promise<EventDetail> {
  const present = await findEventBySlug(deps.db, DEMO_SLUG)
  if (present) return readEvent(deps, { event: present.id, principal })

  const plan = { ...planImport(null, checkProgramme(demoProgramme())), seeds: demoSeeds() }
  const seeds = await prepareSeeds(deps.documents, plan.seeds)
  const now = deps.clock.now()
  const { id } = await deps.db.transaction().execute(async (tx) => {
    // Somebody else may have asked for it at the same time.
    const other = await findEventBySlug(tx, DEMO_SLUG)
    return other ?? applyImport(tx, { plan, slug: DEMO_SLUG, seeds, now })
  })
  return readEvent(deps, { event: id, principal })
}

function demoSeeds(): readonly PlannedSeed[] {
  return DEMO_NOTES.flatMap(({ track, session, notes, summary }) => {
    const owner = { owner: 'session', key: demoSessionKey(track, session), noteId: null } as const
    return [
      { ...owner, kind: 'notes' as const, doc: markdownToDoc(notes) },
      ...(summary === undefined ? [] : [{ ...owner, kind: 'summary' as const, doc: markdownToDoc(summary) }]),
    ]
  })
}
