/**
 * A document as passages to be found: its text blocks with the heading above them, short neighbours together and long
 * ones in parts. Without what is off the record, and without e-mail addresses, which are nobody's to look up.
 */
import { isInline, type DocNode } from '../../shared/schema/doc-json.ts'
import { MISSED_TEXT, personText, timeStampText } from '../../shared/schema/minute-words.ts'
import { onTheRecord } from '../../shared/schema/plain-minutes.ts'

export interface Passage {
  /** The heading above; null before the first one. */
  readonly heading: string | null
  /** One line for each text block, as the block reads. */
  readonly text: string
}

/** What of a note can be found. */
export interface NotePassages {
  readonly passages: readonly Passage[]
  /** As those get them who only read; null where no names are taken out. */
  readonly withoutNames: readonly Passage[] | null
}

/** Neighbours come together until there are so many characters … */
const ENOUGH_CHARS = 240
/** … and a block with more than this is cut, at a space where there is one. */
const MAX_CHARS = 1_200

/** Stands where an address was. */
export const DROPPED = '…'
/** Anything with a domain behind an @: addresses of people, and of lists and messages, which nobody can tell apart. */
const EMAIL = /[^\s<>()[\]{}"'`,;:…]{1,80}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,200}[\p{L}\p{N}])?/gu

/** A text without e-mail addresses. */
export function dropEmails(text: string): string {
  return text.includes('@') ? text.replaceAll(EMAIL, DROPPED) : text
}

export function passagesOf(doc: DocNode): readonly Passage[] {
  const passages: Passage[] = []
  let heading: string | null = null
  let lines: string[] = []
  let chars = 0
  const end = (): void => {
    if (lines.length > 0) passages.push({ heading, text: lines.join('\n') })
    lines = []
    chars = 0
  }
  for (const block of textBlocksOf(onTheRecord(doc))) {
    const text = dropEmails(block.text).trim()
    if (text === '') continue
    if (block.isHeading) {
      end()
      heading = text.slice(0, MAX_CHARS)
      // By itself, so that words of a heading are found as words of the text.
      passages.push({ heading: null, text: heading })
      continue
    }
    for (const part of partsOf(text)) {
      if (chars + part.length > MAX_CHARS) end()
      lines.push(part)
      chars += part.length
      if (chars >= ENOUGH_CHARS) end()
    }
  }
  end()
  return passages
}

interface TextBlock {
  readonly text: string
  readonly isHeading: boolean
}

function textBlocksOf(node: DocNode): readonly TextBlock[] {
  const children = node.content ?? []
  if (node.type === 'image') return [{ text: String(node.attrs?.['alt'] ?? ''), isHeading: false }]
  if (children.some(isInline))
    return [{ text: children.map(inlineText).join(''), isHeading: node.type === 'heading' }]
  return children.flatMap(textBlocksOf)
}

function inlineText(node: DocNode): string {
  switch (node.type) {
    case 'text':
      return node.text ?? ''
    case 'hardBreak':
      return '\n'
    case 'timeStamp':
      return timeStampText(node.attrs)
    case 'missed':
      return MISSED_TEXT
    case 'personName':
      return personText(node.attrs)
    default:
      return (node.content ?? []).map(inlineText).join('')
  }
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > MAX_CHARS) {
    const space = Math.max(rest.lastIndexOf(' ', MAX_CHARS), rest.lastIndexOf('\n', MAX_CHARS))
    let at = space > MAX_CHARS / 2 ? space : MAX_CHARS
    // Never between the halves of a character.
    if (/[\uD800-\uDBFF]/.test(rest.charAt(at - 1))) at--
    parts.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}
