import type { TrackCreate, TrackDetail } from '../../shared/contracts/programme.ts'
import { newId, type EventId, type TrackId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { insertNotes, newNotePair } from '../storage/note-rows.ts'
import { setLeads } from '../storage/person-rows.ts'
import { insertTracks, nextTrackPosition } from '../storage/track-rows.ts'
import { checkDoc, checkLinks, checkPeople } from './check-fields.ts'
import { readTrack } from './read-track.ts'
import { storeNamedPeople } from './store-people.ts'

/** Adds a track with its two notes at the end of an event, or where the input says. */
export async function createTrack(
  deps: Pick<Context, 'db' | 'clock'>,
  {
    event,
    input,
    principal,
  }: { readonly event: EventId; readonly input: TrackCreate; readonly principal: Principal },
): Promise<TrackDetail> {
  const id = newId<TrackId>()
  const leads = checkPeople(input.leads ?? [], 'leads')
  const row = {
    id,
    event_id: event,
    import_key: null,
    title: input.title,
    description: await checkDoc(input.description ?? null, 'description'),
    topics: JSON.stringify(input.topics ?? []),
    links: checkLinks(input.links ?? []),
    session_style: input.sessionStyle ?? null,
  }
  await deps.db.transaction().execute(async (tx) => {
    const position = input.position ?? (await nextTrackPosition(tx, event))
    await insertTracks(tx, [{ ...row, position }])
    await touchEvent(tx, event, deps.clock.now())
    await insertNotes(tx, newNotePair({ event, owner: { track: id }, now: deps.clock.now() }))
    await setLeads(tx, new Map([[id, await storeNamedPeople(tx, event, leads)]]))
  })
  return readTrack(deps, { track: id, principal })
}
