/**
 * Imports a programme into an event: all of it in one transaction, or nothing. A dry run makes the same plan, reports it
 * and writes nothing. Rules PROG-n (docs/SPEC.md).
 */
import type { ProgrammeFormat, ProgrammeReport } from '../../shared/contracts/programme.ts'
import { requireAccess } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { listBegunNotes } from '../storage/note-rows.ts'
import { listPeople } from '../storage/person-rows.ts'
import type { Db, EventRow } from '../storage/tables.ts'
import { findEventTarget } from '../storage/targets.ts'
import { applyImport } from './apply-import.ts'
import { describeEvent } from './describe.ts'
import { DEFAULT_NOTES, type ImportPlan } from './import-plan.ts'
import { loadProgramme } from './load-programme.ts'
import { planImport, type ExistingProgramme } from './plan-import.ts'
import { changedMeanwhile, prepareSeeds } from './prepare-seeds.ts'
import { reportImport } from './report-import.ts'
import { checkSlug } from './slug.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'documents' | 'bus'>

/**
 * Creates the event when the slug is new and the principal may create events. Throws ImportError for a file that cannot
 * be read, AppError `forbidden` or `not_signed_in` without the right to import here.
 */
export async function importProgramme(
  deps: Deps,
  {
    bytes,
    format,
    slug,
    dryRun,
    principal,
  }: {
    readonly bytes: Uint8Array
    readonly format: ProgrammeFormat | 'auto'
    readonly slug: string
    readonly dryRun: boolean
    readonly principal: Principal
  },
): Promise<ProgrammeReport> {
  await requireImportRight(deps, slug, principal)
  // Loaded when needed: the documents' schema takes long to load, and few servers import while they start.
  const { checkProgramme } = await import('./check-programme.ts')
  const programme = checkProgramme(await deps.documents.readProgramme({ bytes, format }))
  const draft = planImport(await loadExisting(deps.db, slug), programme)
  const viewpoint = { principal, now: deps.clock.now() }
  const report = (plan: ImportPlan, event: EventRow) =>
    reportImport({ plan, programme, event: describeEvent(viewpoint, event), dryRun })
  if (dryRun) return report(draft, previewEvent(draft, slug))

  const seeds = await prepareSeeds(deps.documents, draft.seeds)
  const { plan, event } = await deps.db.transaction().execute(async (tx) => {
    // Planned again: what was read before the transaction may have changed.
    const plan = planImport(await loadExisting(tx, slug), programme)
    if (plan.event.stored?.id !== draft.event.stored?.id) throw changedMeanwhile()
    return { plan, event: await applyImport(tx, { plan, slug, seeds, now: viewpoint.now }) }
  })
  // Rights follow sessions into other tracks.
  if (plan.sessions.some(({ fields }) => fields.includes('trackId'))) {
    deps.bus.publish({ kind: 'access-changed', eventId: event.id })
  }
  return report(plan, event)
}

/** Also needed before a file is even received: nobody else may make the server read 20 MB. */
export async function requireImportRight(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  slug: string,
  principal: Principal,
): Promise<void> {
  const target = await findEventTarget(db, slug)
  if (target) return requireAccess({ principal, action: 'programme.import', target, clock })
  requireAccess({ principal, action: 'event.create', target: {}, clock })
  checkSlug(slug)
}

async function loadExisting(db: Db, slug: string): Promise<ExistingProgramme | null> {
  const target = await findEventTarget(db, slug)
  const programme = target && (await loadProgramme(db, target.event))
  if (!programme) return null
  return {
    ...programme,
    people: await listPeople(db, programme.event.id),
    written: await listBegunNotes(db, programme.event.id),
  }
}

/** The event of a dry run; one that does not exist yet has no id. */
function previewEvent({ event: { stored, values } }: ImportPlan, slug: string): EventRow {
  if (stored) return { ...stored, ...values }
  const id = '' as EventRow['id']
  return { id, slug, ...values, ...DEFAULT_NOTES, created_at: 0, updated_at: 0 }
}
