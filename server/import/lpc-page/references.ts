/** Numbered references: their definitions (`[0] https://...`), and where the text of a track cites them. */
import type { ImportedLink } from '../programme.ts'
import type { Block } from './blocks.ts'
import { trimAddress } from './inline-text.ts'
import type { ImportJournal } from './journal.ts'
import type { Line } from './lines.ts'

const DEFINITION = /^(\[\d{1,3}\])\s+(https?:\/\/\S+)(?:\s+(\S.{0,200}))?$/
const CITATION = /(?:^|[\s\](])\[(\d{1,3})\]/g
const MAX_DEFINITION_LENGTH = 2000

/** A line that defines a reference, as a link; null for any other line. */
export function referenceOf(line: Line): ImportedLink | null {
  const match = line.text.length > MAX_DEFINITION_LENGTH ? null : DEFINITION.exec(line.text)
  if (!match) return null
  const [, mark = '', url = '', comment] = match
  return {
    kind: 'reference',
    title: comment === undefined ? mark : `${mark} ${comment}`,
    url: trimAddress(url),
  }
}

/** True for a paragraph that is nothing but definitions. */
export function isReferenceBlock(block: Block): boolean {
  return block.kind === 'paragraph' && block.lines.every((line) => referenceOf(line) !== null)
}

/** Warns about citations that nothing defines and definitions that nothing cites, in one track. */
export function checkReferences(lines: readonly Line[], journal: ImportJournal): void {
  const defined = new Map<string, number>()
  const cited = new Map<string, number>()
  for (const line of lines) {
    const definition = DEFINITION.exec(line.text.slice(0, MAX_DEFINITION_LENGTH))?.[1]
    if (definition !== undefined) defined.set(definition, line.number)
    else for (const mark of citationsOf(line.text)) if (!cited.has(mark)) cited.set(mark, line.number)
  }
  for (const [mark, line] of cited) {
    if (!defined.has(mark)) {
      journal.warn({
        code: 'undefined-reference',
        line,
        message: `The text cites ${mark}, which is defined nowhere in this track.`,
      })
    }
  }
  for (const [mark, line] of defined) {
    if (!cited.has(mark)) {
      journal.warn({
        code: 'unused-reference',
        line,
        message: `Reference ${mark} is defined and never cited in this track.`,
      })
    }
  }
}

/** Directly adjacent citations ("[1][2]") share a bracket, so the search steps back by one each time. */
function citationsOf(text: string): readonly string[] {
  const marks: string[] = []
  CITATION.lastIndex = 0
  for (let match = CITATION.exec(text); match !== null; match = CITATION.exec(text)) {
    marks.push(`[${match[1] ?? ''}]`)
    CITATION.lastIndex -= 1
  }
  return marks
}
