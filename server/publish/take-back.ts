/** Taking a publication back, and putting an earlier one up again. */
import type { PublicationList } from '../../shared/contracts/publishing.ts'
import { newId, type PublicationId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import {
  findLastPublication,
  hasPublicationFiles,
  repeatPublication,
  withdrawPublication,
} from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import { auditPublication } from './audit-publication.ts'
import { listPublications } from './list-publications.ts'

type Deps = Pick<Context, 'db' | 'clock'>
interface Options {
  readonly publication: PublicationRow
  readonly principal: Principal
}

/**
 * Nothing of the event is public any more; its files are kept. Whether the principal may publish was asked before.
 * Throws AppError `conflict` when the publication is not the one that readers see.
 */
export async function takeBack(deps: Deps, { publication, principal }: Options): Promise<PublicationList> {
  const { db, clock } = deps
  const last = await findLastPublication(db, publication.event_id)
  if (last?.id !== publication.id || last.withdrawn_at !== null) {
    throw new AppError(
      'conflict',
      'Readers do not see this publication: it was replaced or taken back before.',
    )
  }
  const at = clock.now()
  await withdrawPublication(db, { id: publication.id, at, by: principal.name })
  await auditPublication(db, { principal, publication: { ...publication, withdrawn_at: at } })
  return listPublications(deps, publication.event_id)
}

/**
 * The files of an earlier publication, as they were, as a new one. Whether the principal may publish was asked before.
 * Throws AppError `conflict` when it is what readers see already.
 */
export async function publishAgain(
  deps: Deps,
  { publication, principal }: Options,
): Promise<PublicationList> {
  const { db, clock } = deps
  const last = await findLastPublication(db, publication.event_id)
  if (last?.id === publication.id && last.withdrawn_at === null) {
    throw new AppError('conflict', 'Readers see this publication already.')
  }
  if (!(await hasPublicationFiles(db, publication.id))) {
    throw new AppError('conflict', 'The files of this publication were deleted, since a name was in them.')
  }
  const repeated = await repeatPublication(db, {
    from: publication.id,
    row: {
      id: newId<PublicationId>(),
      event_id: publication.event_id,
      published_at: clock.now(),
      actor: principal.actor,
      actor_name: principal.name,
      withdrawn_at: null,
      withdrawn_by: null,
      contents: publication.contents,
    },
  })
  await auditPublication(db, { principal, publication: repeated })
  return listPublications(deps, publication.event_id)
}
