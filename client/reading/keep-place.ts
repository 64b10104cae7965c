/** How many of the first blocks in view are remembered: the first may be the one that is removed. */
const REMEMBERED_BLOCKS = 8

/** Screens only scroll by whole pixels: what the last correction left over, and where it left the page. */
let leftOver = 0
let leftAt = Number.NaN

/**
 * Runs a change of the page and then scrolls so that the first block in view that is still there stands where it stood.
 * Browsers do so themselves to different degrees, so their own anchoring is switched off (reading.ts).
 */
export function keepPlace(change: () => void): void {
  // Without this a page that changes a thousand times would creep away below the reader's eyes.
  const owed = scrollY === leftAt ? leftOver : 0
  const blocks = blocksInView().map((block) => ({ block, top: block.getBoundingClientRect().top - owed }))
  change()
  const kept = blocks.find(({ block }) => block.isConnected)
  if (!kept) return
  const moved = () => kept.block.getBoundingClientRect().top - kept.top
  if (Math.abs(moved()) >= 0.5) scrollBy({ top: moved(), behavior: 'instant' })
  leftOver = moved()
  leftAt = scrollY
}

function blocksInView(): readonly Element[] {
  const top = document.querySelector('.fresh')?.getBoundingClientRect().bottom ?? 0
  const blocks: Element[] = []
  for (const area of document.querySelectorAll('[data-note]'))
    collect(area, { top, bottom: innerHeight }, blocks)
  return blocks
}

/** Goes into blocks that begin above the view, such as a list longer than the screen, and takes those that begin in it. */
function collect(
  parent: Element,
  view: { readonly top: number; readonly bottom: number },
  blocks: Element[],
): void {
  for (const child of parent.children) {
    if (blocks.length >= REMEMBERED_BLOCKS) return
    const { top, bottom } = child.getBoundingClientRect()
    if (bottom <= view.top) continue
    if (top >= view.bottom) return
    if (top >= view.top || child.children.length === 0) blocks.push(child)
    else {
      const before = blocks.length
      collect(child, view, blocks)
      if (blocks.length === before) blocks.push(child)
    }
  }
}
