/** Shows what just changed: a highlight that fades, and a link to it when it is out of view. */
const BLOCKS = 'p,li,h3,h4,h5,h6,pre,tr,blockquote'
const HIGHLIGHT_MS = 4_000
/** More than this changed at once: a new text rather than a change, and nothing to point at. */
const MOST_MARKS = 12

export function markChanges(changed: readonly Node[]): void {
  const blocks = new Set<Element>()
  for (const node of changed) {
    if (!node.isConnected) continue
    const element = node instanceof Element ? node : node.parentElement
    const block = element?.closest(BLOCKS) ?? element
    if (block?.closest('[data-note]') && !block.matches('[data-note]')) blocks.add(block)
  }
  if (blocks.size === 0 || blocks.size > MOST_MARKS) return
  for (const block of blocks) highlight(block)
  offerJump([...blocks])
}

// An animation and no class: the next change compares the document with the new one, attributes included.
function highlight(block: Element): void {
  const bright = { background: 'var(--fresh)', boxShadow: '0 0 0 0.2em var(--fresh)' }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  block.animate([bright, { ...bright, offset: still ? 0.99 : 0.4 }, {}], { duration: HIGHLIGHT_MS })
}

/** Takes back what the last offer set up. */
let forget: () => void = () => {}

function offerJump(blocks: readonly Element[]): void {
  const jump = document.querySelector<HTMLAnchorElement>('[data-jump]')
  const [first] = blocks
  if (!jump || !first) return
  const seen = blocks.some((block) => {
    const { top, bottom } = block.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })
  forget()
  jump.hidden = seen
  if (seen) return
  jump.textContent = first.getBoundingClientRect().top > 0 ? 'Changed further down ↓' : 'Changed further up ↑'

  const go = (event: Event) => {
    event.preventDefault()
    first.scrollIntoView({ block: 'center' })
    highlight(first)
  }
  // Whoever is there, by the link or otherwise, needs it no longer.
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) jump.hidden = true
  })
  watcher.observe(first)
  jump.addEventListener('click', go)
  forget = () => {
    watcher.disconnect()
    jump.removeEventListener('click', go)
  }
}
