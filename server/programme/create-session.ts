import type { SessionCreate, SessionDetail } from '../../shared/contracts/programme.ts'
import { newId, type EventId, type SessionId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { insertNotes, newNotePair } from '../storage/note-rows.ts'
import { setSpeakers } from '../storage/person-rows.ts'
import { insertSessions, nextSessionPosition } from '../storage/session-rows.ts'
import { checkDoc, checkLinks, checkPageUrl, checkPeople } from './check-fields.ts'
import { findTrackOf } from './find-track-of.ts'
import { readSession } from './read-session.ts'
import { sessionTimes } from './session-times.ts'
import { storeNamedPeople } from './store-people.ts'

/** Adds a session with its two notes at the end of an event, or where the input says. */
export async function createSession(
  deps: Pick<Context, 'db' | 'clock'>,
  {
    event,
    input,
    principal,
  }: { readonly event: EventId; readonly input: SessionCreate; readonly principal: Principal },
): Promise<SessionDetail> {
  const id = newId<SessionId>()
  const speakers = checkPeople(input.speakers ?? [], 'speakers')
  const row = {
    id,
    event_id: event,
    import_key: null,
    title: input.title,
    abstract: await checkDoc(input.abstract ?? null, 'abstract'),
    hall: input.hall ?? null,
    ...sessionTimes(input, { start_at: null, end_at: null }),
    language: input.language ?? null,
    url: checkPageUrl(input.url ?? null),
    links: checkLinks(input.links ?? []),
    cancelled_at: null,
  }
  await deps.db.transaction().execute(async (tx) => {
    const track_id = await findTrackOf(tx, event, input.trackId ?? null)
    const position = input.position ?? (await nextSessionPosition(tx, event))
    await insertSessions(tx, [{ ...row, track_id, position }])
    await touchEvent(tx, event, deps.clock.now())
    await insertNotes(tx, newNotePair({ event, owner: { session: id }, now: deps.clock.now() }))
    await setSpeakers(tx, new Map([[id, await storeNamedPeople(tx, event, speakers)]]))
  })
  return readSession(deps, { session: id, principal })
}
