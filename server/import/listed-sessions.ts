/**
 * From the sessions that a source lists to those of the programme: what is listed several times becomes one, every
 * session gets its own key, and all are put into programme order.
 */
import { quote } from './json-input.ts'
import { sortSessions } from './programme-order.ts'
import type { ImportedSession } from './programme.ts'
import { UniqueKeys } from './source-key.ts'
import type { WarningCollector } from './warning-collector.ts'

/** A session where the source lists it. */
export interface ListedSession {
  readonly place: string
  /** The source's own id, or one made from track and title: several listings may have the same. */
  readonly wantedKey: string
  readonly keyIsMade: boolean
  readonly session: Omit<ImportedSession, 'key'>
  /** The start and hall that give a session without a time its place. */
  readonly orderedLike?: Pick<ImportedSession, 'start' | 'hall'>
}

/** The sessions of a programme, in programme order. */
export function arrangeSessions(
  listed: readonly ListedSession[],
  warnings: WarningCollector,
): readonly ImportedSession[] {
  return sortSessions(
    nameSessions(listed, warnings).map(({ session, orderedLike }) => ({
      session,
      orderStart: session.start ?? orderedLike?.start ?? null,
      orderHall: session.hall ?? orderedLike?.hall ?? null,
    })),
  )
}

interface NamedSession {
  readonly session: ImportedSession
  readonly orderedLike: ListedSession['orderedLike']
}

/**
 * Gives each session its key. A session that several halls list at the same time is one, in the first of them; a key
 * that comes back otherwise is numbered.
 */
function nameSessions(listed: readonly ListedSession[], warnings: WarningCollector): readonly NamedSession[] {
  const named: NamedSession[] = []
  const byAppearance = new Map<string, ListedSession>()
  const keys = new UniqueKeys()
  for (const listing of listed) {
    const appearance = appearanceOf(listing)
    const known = byAppearance.get(appearance)
    if (known) {
      warnAboutRepetition({ listing, first: known }, warnings)
      continue
    }
    byAppearance.set(appearance, listing)
    const key = keys.take(listing.wantedKey)
    if (key !== listing.wantedKey) warnAboutSharedKey(listing, warnings)
    named.push({ session: { key, ...listing.session }, orderedLike: listing.orderedLike })
  }
  return named
}

/** Equal for two listings of one session in different halls. */
function appearanceOf({ wantedKey, session: { title, start, speakers } }: ListedSession): string {
  return JSON.stringify([wantedKey, title, start, speakers.map(({ name }) => name)])
}

function warnAboutRepetition(
  { listing, first }: { readonly listing: ListedSession; readonly first: ListedSession },
  warnings: WarningCollector,
): void {
  const { title, hall } = listing.session
  const firstHall = first.session.hall
  warnings.add({
    code: 'listed-twice',
    place: listing.place,
    message:
      firstHall === hall
        ? `“${title}” is listed twice for the same time and hall; it was imported once.`
        : `“${title}” takes place in ${firstHall ?? 'no hall'} and ${hall ?? 'no hall'} at once; it was imported once, in the first.`,
  })
}

function warnAboutSharedKey(
  { place, wantedKey, keyIsMade, session: { title } }: ListedSession,
  warnings: WarningCollector,
): void {
  warnings.add({
    code: keyIsMade ? 'title-repeated' : 'id-repeated',
    place,
    message: keyIsMade
      ? `“${title}” is listed several times and has no id; the listings are told apart by their order.`
      : `Several sessions have the id ${quote(wantedKey)}; “${title}” is told apart by its order.`,
  })
}
