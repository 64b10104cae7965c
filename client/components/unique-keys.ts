/**
 * Pairs items with keys for a list of elements: what `keyOf` says, with a number where that occurs again. Items keep
 * their keys when others come and go, which positions do not.
 */
export function withKeys<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly { readonly key: string; readonly item: Item }[] {
  const counts = new Map<string, number>()
  return items.map((item) => {
    const name = keyOf(item)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return { key: `${name} ${count}`, item }
  })
}
