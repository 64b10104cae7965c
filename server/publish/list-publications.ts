/** All publications of an event, for those who may publish. */
import type { Publication, PublicationContents, PublicationList } from '../../shared/contracts/publishing.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { findEvent } from '../storage/event-rows.ts'
import { listPublications as listRows } from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import { earlierPublicationPath, publicationPath } from './publication-paths.ts'

export async function listPublications(
  { db }: Pick<Context, 'db'>,
  event: EventId,
): Promise<PublicationList> {
  const row = await findEvent(db, event)
  if (!row) throw eventNotFound()
  const rows = await listRows(db, event)
  return {
    publications: rows.map((publication, index) =>
      describePublication(publication, { slug: row.slug, isLast: index === 0 }),
    ),
  }
}

export function describePublication(
  row: PublicationRow,
  { slug, isLast }: { readonly slug: string; readonly isLast: boolean },
): Publication {
  const { id, number, published_at: at, actor_name: by, withdrawn_at: withdrawnAt } = row
  const state = withdrawnAt !== null ? 'withdrawn' : isLast ? 'live' : 'replaced'
  return {
    id,
    number,
    at: new Date(at).toISOString(),
    by,
    state,
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt).toISOString(),
    path: state === 'live' ? publicationPath(slug) : earlierPublicationPath(slug, number),
    contents: JSON.parse(row.contents) as PublicationContents,
  }
}
