/** Minutes as they leave the server: without the names that the event takes out, but for those who work on the text. */
import type { GatheredMinute, MinutesFormat } from '../../shared/contracts/minutes.ts'
import { can } from '../../shared/domain/access.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { MinuteKind } from '../../shared/schema/minute-words.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { NameRedactor } from '../export/redact.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { findRedactor } from '../programme/find-redactor.ts'
import type { EventTarget, SessionTarget, TrackTarget } from '../storage/targets.ts'
import { gatherMinutes } from './gather-minutes.ts'

/** `name` is what a file of them is called after. Whether the principal may have them was asked before. */
export async function listMinutes(
  deps: Pick<Context, 'db' | 'clock'> & { readonly contents: NoteContents },
  {
    target,
    kinds,
    format,
    principal,
    name,
  }: {
    readonly target: EventTarget | TrackTarget | SessionTarget
    readonly kinds: ReadonlySet<MinuteKind>
    readonly format: MinutesFormat
    readonly principal: Principal
    /** Of the event, as it was asked for, or an id. */
    readonly name: string
  },
): Promise<{ readonly minutes: readonly GatheredMinute[]; readonly name: string }> {
  const minutes = await gatherMinutes(deps, { target, kinds })
  const now = deps.clock.now()
  const worksOnIt = can({ grants: principal.grants, action: 'note.comment', target, now })
  // What is a file goes on to others.
  if (format === 'json' && worksOnIt) return { minutes, name }
  const redactor = await findRedactor(deps.db, target.event)
  return {
    minutes: minutes.map((minute) => redactMinute(minute, { redactor, event: target.event })),
    name: redactor.isNamedIn(name) ? target.event : name,
  }
}

/** A line whose words change does not lead to them any more, only to its page, and by the id where the slug spells a name. */
function redactMinute(
  minute: GatheredMinute,
  { redactor, event }: { readonly redactor: NameRedactor; readonly event: EventId },
): GatheredMinute {
  const text = redactor.text(minute.text)
  const isSame = text === minute.text.normalize('NFC') && !redactor.isNamedIn(findIn(minute.path))
  const [, slug = '', place = ''] = /^\/e\/([^/]+)(\/.*)$/.exec(minute.path) ?? []
  const page = isSame ? place : place.replace(/&find=.*$/, '')
  return {
    ...minute,
    text,
    who: redactor.textOrNull(minute.who),
    title: redactor.text(minute.title),
    path: `/e/${redactor.isNamedIn(slug) ? event : slug}${page}`,
  }
}

/** The words that a page is searched for. */
function findIn(path: string): string {
  return new URLSearchParams(path.slice(path.indexOf('?'))).get('find') ?? ''
}
