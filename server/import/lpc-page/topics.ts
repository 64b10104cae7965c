/**
 * The description of a track: its short label lines become headings, and the lists under a label that announces topics
 * are read once more as data. A numbered list that seems to have lost its nesting is left as it is.
 */
import type { ImportedTopic } from '../programme.ts'
import { firstLineOf, linesOf, type Block, type ListBlock } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import { isHeadingShaped, lastSentenceOf, startsLower, wordsOf } from './text-shape.ts'

const TOPICS_LABEL = /\btopics?\b|\bexpected to cover\b/i
/** Sentences that announce topics without the word; used only where no label has it. */
const LIKELY_TOPICS_LABEL = /\b(?:issues|areas|subjects|themes)\b.*(?::|such as)$/i
const MAX_LABEL_LENGTH = 60
const MAX_LABEL_WORDS = 6
const MIXED_LIST_ITEMS = 6

/** The description with its label lines as headings. */
export function withHeadings(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block, index) => {
    const [line, more] = linesOf(block)
    if (block.kind !== 'paragraph' || line === undefined || more !== undefined) return block
    const next = blocks[index + 1]
    if (next === undefined || line.text.length > MAX_LABEL_LENGTH || line.padded) return block
    const isLabel = next.kind === 'list' && TOPICS_LABEL.test(line.text)
    const isHead =
      isHeadingShaped(line.text) && wordsOf(line.text).length <= MAX_LABEL_WORDS && !startsLower(line.text)
    return isLabel || isHead ? { kind: 'heading', line } : block
  })
}

/** The topics a description announces. */
export function topicsOf(blocks: readonly Block[], journal: ImportJournal): readonly ImportedTopic[] {
  for (const list of blocks) if (list.kind === 'list') warnAboutMixedList(list, journal)
  const certain = listsUnder(blocks, TOPICS_LABEL)
  const lists = certain.length > 0 ? certain : listsUnder(blocks, LIKELY_TOPICS_LABEL)
  const [first] = lists
  if (certain.length === 0 && first !== undefined) {
    const message = 'No label says “topics”; the lists under likely labels were read as the topics.'
    journal.warn({ code: 'topics-guessed', line: firstLineOf(first).number, message })
  }
  return lists.flatMap((list) =>
    list.items.map((item) => ({ text: item.lines.map((line) => line.text).join(' '), level: item.level })),
  )
}

function listsUnder(blocks: readonly Block[], label: RegExp): readonly ListBlock[] {
  return blocks.filter((block, index): block is ListBlock => {
    const before = blocks[index - 1]
    if (block.kind !== 'list' || before === undefined || before.kind === 'list') return false
    return label.test(lastSentenceOf(linesOf(before).at(-1)?.text ?? ''))
  })
}

/** Main points with capitals and sub-points without, all numbered in one row: the source had two levels. */
function warnAboutMixedList(list: ListBlock, journal: ImportJournal): void {
  const texts = list.items.flatMap((item) => (item.number === null ? [] : (item.lines[0]?.text ?? '')))
  if (texts.length < MIXED_LIST_ITEMS || list.items.some((item) => item.level > 0)) return
  const lower = texts.filter(startsLower).length
  if (startsLower(texts[0] ?? '') || lower * 4 < texts.length || lower * 4 > texts.length * 3) return
  const message = `This list of ${texts.length} numbers may have lost its nesting; it was kept as printed.`
  journal.warn({ code: 'flattened-list', line: firstLineOf(list).number, message })
}
