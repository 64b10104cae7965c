import type { SessionDetail, SessionPatch } from '../../shared/contracts/programme.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { deleteOrphanedPeople, setSpeakers } from '../storage/person-rows.ts'
import { findSession, updateSession } from '../storage/session-rows.ts'
import type { SessionTarget } from '../storage/targets.ts'
import { checkDoc, checkLinks, checkPageUrl, checkPeople, givenFields } from './check-fields.ts'
import { findTrackOf } from './find-track-of.ts'
import { readSession, sessionNotFound } from './read-session.ts'
import { sessionTimes } from './session-times.ts'
import { storeNamedPeople } from './store-people.ts'

/** Changes what the patch names. Rights follow a session into another track. */
export async function editSession(
  deps: Pick<Context, 'db' | 'clock' | 'bus'>,
  {
    target: { event, session },
    patch,
    principal,
  }: { readonly target: SessionTarget; readonly patch: SessionPatch; readonly principal: Principal },
): Promise<SessionDetail> {
  const { trackId, title, position, abstract, speakers, hall, language, url, links } = patch
  const changes = givenFields({
    title,
    position,
    abstract: abstract === undefined ? undefined : await checkDoc(abstract, 'abstract'),
    hall,
    language,
    url: url === undefined ? undefined : checkPageUrl(url),
    links: links && checkLinks(links),
  })
  if (speakers) checkPeople(speakers, 'speakers')
  const moved = await deps.db.transaction().execute(async (tx) => {
    const row = await findSession(tx, session)
    if (!row) throw sessionNotFound()
    const track_id = trackId === undefined ? row.track_id : await findTrackOf(tx, event, trackId)
    await updateSession(tx, session, { ...changes, ...sessionTimes(patch, row), track_id })
    await touchEvent(tx, event, deps.clock.now())
    if (speakers) {
      await setSpeakers(tx, new Map([[session, await storeNamedPeople(tx, event, speakers)]]))
      await deleteOrphanedPeople(tx, event)
    }
    return track_id !== row.track_id
  })
  if (moved) deps.bus.publish({ kind: 'access-changed', eventId: event })
  return readSession(deps, { session, principal })
}
