/** Finds a line again by its words, where the block that it was is another one by now. */

/** Shorter words may stand anywhere. */
const MIN_PART_CHARACTERS = 12

/** The first block that says the same, else the first that says it among other words; blank space makes no difference. */
export function findSameWords<Block extends { readonly text: string }>(
  blocks: Iterable<Block>,
  sought: string,
): Block | null {
  const words = plain(sought)
  if (words === '') return null
  let part: Block | null = null
  for (const block of blocks) {
    const text = plain(block.text)
    if (text === words) return block
    if (words.length >= MIN_PART_CHARACTERS && text.includes(words)) part ??= block
  }
  return part
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
