/**
 * Makes an element's content equal to new content and touches only what differs, so that selections, scroll positions
 * and open details stay in everything else. Returns the nodes that are new or changed.
 */
export function replaceContent(target: Node, wanted: Node): readonly Node[] {
  const changed: Node[] = []
  updateChildren(target, wanted, changed)
  return changed
}

/** How far ahead an equal node is looked for before two nodes are taken for versions of each other. */
const LOOK_AHEAD = 40

function updateChildren(target: Node, wanted: Node, changed: Node[]): void {
  let present = [...target.childNodes]
  let next = [...wanted.childNodes]
  const before = countEqual(present, next, (list, index) => list[index])
  present = present.slice(before)
  next = next.slice(before)
  const after = countEqual(present, next, (list, index) => list[list.length - 1 - index])
  const end = after > 0 ? (present[present.length - after] ?? null) : (present.at(-1)?.nextSibling ?? null)
  present.length -= after
  next.length -= after

  const insert = (node: Node, place: Node | null) => {
    target.insertBefore(node, place)
    changed.push(node)
  }
  while (next.length > 0 || present.length > 0) {
    const [old] = present
    const [node] = next
    if (!node) {
      for (const gone of present.splice(0)) gone.parentNode?.removeChild(gone)
      if (changed.length === 0) changed.push(target)
      return
    }
    if (!old) {
      for (const added of next.splice(0)) insert(added, end)
      return
    }
    if (old.isEqualNode(node)) {
      present.shift()
      next.shift()
      continue
    }
    const added = findEqual(next, old)
    const removed = findEqual(present, node)
    if (added > 0 && (removed < 0 || added <= removed)) {
      for (const fresh of next.splice(0, added)) insert(fresh, old)
    } else if (removed > 0) {
      for (const gone of present.splice(0, removed)) target.removeChild(gone)
    } else {
      updateNode(old, node, insert, changed)
      present.shift()
      next.shift()
    }
  }
}

function updateNode(
  old: ChildNode,
  node: ChildNode,
  insert: (node: Node, place: Node) => void,
  changed: Node[],
): void {
  if (old instanceof Text && node instanceof Text) {
    old.data = node.data
    changed.push(old)
  } else if (old instanceof Element && node instanceof Element && old.tagName === node.tagName) {
    if (updateAttributes(old, node)) changed.push(old)
    updateChildren(old, node, changed)
  } else {
    insert(node, old)
    old.remove()
  }
}

function updateAttributes(old: Element, node: Element): boolean {
  let differs = false
  for (const name of old.getAttributeNames()) {
    // Whether details are open is the reader's business.
    if (name === 'open' || node.hasAttribute(name)) continue
    old.removeAttribute(name)
    differs = true
  }
  for (const { name, value } of node.attributes) {
    if (name === 'open' || old.getAttribute(name) === value) continue
    old.setAttribute(name, value)
    differs = true
  }
  return differs
}

function countEqual(
  present: readonly ChildNode[],
  next: readonly ChildNode[],
  at: (list: readonly ChildNode[], index: number) => ChildNode | undefined,
): number {
  let count = 0
  while (count < present.length && count < next.length) {
    const [old, node] = [at(present, count), at(next, count)]
    if (!old || !node || !old.isEqualNode(node)) break
    count++
  }
  return count
}

function findEqual(list: readonly ChildNode[], wanted: ChildNode): number {
  return list.slice(0, LOOK_AHEAD).findIndex((node) => node.isEqualNode(wanted))
}
