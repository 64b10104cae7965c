/** Which entries of a list fit what was typed, and in which order. Case and accents do not matter. */

/** What is compared: `Łukasz Ångström` is found by `ang`. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

export interface Matchable {
  readonly label: string
  /** Other words for it. */
  readonly aliases?: readonly string[]
  /** Entries of one group stand together under its name. */
  readonly group: string
}

/** Smaller fits better; null: not at all. */
function rankOf({ label, aliases = [] }: Matchable, query: string): number | null {
  const text = foldText(label)
  const others = aliases.map(foldText)
  if (text === query || others.includes(query)) return 0
  if (text.startsWith(query)) return 1
  if (text.split(/[\s'’.-]+/).some((word) => word.startsWith(query))) return 2
  if (others.some((alias) => alias.startsWith(query))) return 3
  return null
}

/**
 * The entries that fit, the best first; an empty query fits everything, in the given order. Groups stay whole, the one
 * with the best entry first.
 */
export function matching<Item extends Matchable>(items: readonly Item[], query: string): Item[] {
  const wanted = foldText(query)
  const found = items.flatMap((item) => {
    const rank = wanted === '' ? 0 : rankOf(item, wanted)
    return rank === null ? [] : [{ item, rank }]
  })
  found.sort((one, other) => one.rank - other.rank)
  const groups = [...new Set(found.map(({ item }) => item.group))]
  return groups.flatMap((group) => found.flatMap(({ item }) => (item.group === group ? [item] : [])))
}
