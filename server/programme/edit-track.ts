import type { TrackDetail, TrackPatch } from '../../shared/contracts/programme.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { deleteOrphanedPeople, setLeads } from '../storage/person-rows.ts'
import type { TrackTarget } from '../storage/targets.ts'
import { updateTrack } from '../storage/track-rows.ts'
import { checkDoc, checkLinks, checkPeople, givenFields } from './check-fields.ts'
import { readTrack } from './read-track.ts'
import { storeNamedPeople } from './store-people.ts'

/** Changes what the patch names. */
export async function editTrack(
  deps: Pick<Context, 'db' | 'clock'>,
  {
    target: { event, track },
    patch,
    principal,
  }: { readonly target: TrackTarget; readonly patch: TrackPatch; readonly principal: Principal },
): Promise<TrackDetail> {
  const { title, position, description, topics, leads, links, sessionStyle } = patch
  const changes = givenFields({
    title,
    position,
    description: description === undefined ? undefined : await checkDoc(description, 'description'),
    topics: topics && JSON.stringify(topics),
    links: links && checkLinks(links),
    session_style: sessionStyle,
  })
  if (leads) checkPeople(leads, 'leads')
  await deps.db.transaction().execute(async (tx) => {
    await updateTrack(tx, track, changes)
    await touchEvent(tx, event, deps.clock.now())
    if (!leads) return
    await setLeads(tx, new Map([[track, await storeNamedPeople(tx, event, leads)]]))
    await deleteOrphanedPeople(tx, event)
  })
  return readTrack(deps, { track, principal })
}
