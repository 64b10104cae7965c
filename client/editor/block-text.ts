/** What a piece of a line reads as, for finding and listing: an inline node that is no text has words too. */
import type { Node } from '@tiptap/pm/model'
import { MISSED_TEXT, personText, timeStampText } from '../../shared/schema/minute-words.ts'

/** Stands for what has no words, an image for one: nothing that people type matches it. */
const NO_WORDS = '\uFFFC'

export function inlineText(node: Node): string {
  if (node.isText) return node.text ?? ''
  switch (node.type.name) {
    case 'hardBreak':
      return '\n'
    case 'timeStamp':
      return timeStampText(node.attrs)
    case 'personName':
      return personText(node.attrs)
    case 'missed':
      return MISSED_TEXT
    default:
      return NO_WORDS
  }
}
