import { requireSignedIn } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import { eventNotFound, readEvent } from '../programme/read-event.ts'
import { findRedactor } from '../programme/find-redactor.ts'
import { redactEventDetail } from '../programme/redact-programme.ts'
import { listWrittenNotes } from '../storage/note-rows.ts'
import { findEventTarget } from '../storage/targets.ts'
import type { ReadingDeps } from './read-versions.ts'
import type { EventPage } from './reading-event.ts'

/** An event's reading page, with what the principal may see of it. Throws AppError for those without any right in it. */
export async function readEventPage(
  deps: ReadingDeps,
  { slug, principal }: { readonly slug: string; readonly principal: Principal },
): Promise<Omit<EventPage, 'request'>> {
  requireSignedIn(principal)
  const target = await findEventTarget(deps.db, slug)
  if (!target) throw eventNotFound()
  const event = await readEvent(deps, { event: target.event, principal })
  const written = await listWrittenNotes(deps.db, target.event)
  const redactor = await findRedactor(deps.db, target.event)
  return { event: redactEventDetail(event, redactor), written, now: deps.clock.now() }
}
