import type { Link } from '../../shared/contracts/programme.ts'

/**
 * The programme's links, then those that people added. Pure. A link is the same as a stored one when its address is, or
 * its kind and title; a link whose target the programme has lost keeps the target that somebody gave it.
 */
export function mergeLinks(stored: readonly Link[], imported: readonly Link[]): readonly Link[] {
  const rest = [...stored]
  const take = (matches: (link: Link) => boolean): Link | null => {
    const index = rest.findIndex(matches)
    return index < 0 ? null : (rest.splice(index, 1)[0] ?? null)
  }
  const merged = imported.map(({ kind, title, url }) => {
    const known =
      take((link) => url !== null && link.url === url) ??
      take((link) => link.kind === kind && link.title === title)
    return { kind, title, url: url ?? known?.url ?? null }
  })
  return [...merged, ...rest]
}
