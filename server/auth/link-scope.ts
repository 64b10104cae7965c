/** What an access link is for: the thing itself, what it is called, and the page that shows it. Pure. */
import { can, type Grant } from '../../shared/domain/access.ts'
import type { LinkDetail } from '../storage/link-rows.ts'
import type { EventTarget } from '../storage/targets.ts'

/** The thing with all that contains it; null when it is gone. */
export function linkTarget(link: LinkDetail): EventTarget | null {
  const { scope_type: type, scope_id: id, event_id: event, in_track_id, in_session_id } = link
  const track = in_track_id === null ? {} : { track: in_track_id }
  const session = in_session_id === null ? {} : { session: in_session_id }
  if (type === 'track') return in_track_id === null ? null : { event, ...track }
  if (type === 'session') return in_session_id === null ? null : { event, ...track, ...session }
  if (type === 'note') return link.note_kind === null ? null : { event, ...track, ...session, note: id }
  return { event }
}

/** As lists of links call it. */
export function linkTitle(link: LinkDetail): string {
  if (linkTarget(link) === null) return `(deleted ${link.scope_type})`
  const title = link.in_session_title ?? link.in_track_title ?? link.event_title
  if (link.scope_type !== 'note') return title
  return `${title} (${link.note_kind === 'notes' ? 'notes' : 'summary'})`
}

/** Where the link leads: readers to the reading page, all others to where one can type, or comment. Null when it is gone. */
export function linkPath(link: LinkDetail): string | null {
  const target = linkTarget(link)
  if (target === null) return null
  const isReader = link.role === 'reader'
  if (isReader && target.note !== undefined) return `/r/n/${target.note}`
  const event = `/${isReader ? 'r' : 'e'}/${link.event_slug}`
  const kind = target.note === undefined ? '' : `?note=${link.note_kind}`
  if (target.session !== undefined) return `${event}/s/${target.session}${kind}`
  if (target.track !== undefined) return `${event}/t/${target.track}${kind}`
  return event
}

/** Whether the holder of the grants may see and revoke the link. One to something that is gone falls to those who manage the event. */
export function mayManageLink(grants: readonly Grant[], link: LinkDetail, now: number): boolean {
  const target = linkTarget(link) ?? { event: link.event_id }
  return can({ grants, action: 'link.manage', target, now })
}
