/** Lines that are nothing but a label and an address: "Tracing MC Etherpad: https://...", "Etherpad notes at https://...". */
import type { ImportedLink } from '../programme.ts'
import { trimAddress } from './inline-text.ts'
import { wordsOf } from './text-shape.ts'

const MAX_LABEL_LENGTH = 80
const MAX_LABEL_WORDS = 8
const MAX_ADDRESS_LENGTH = 2000

const KINDS: readonly (readonly [RegExp, ImportedLink['kind']])[] = [
  [/\b(?:ether)?pad\b/i, 'etherpad'],
  [/\b(?:slides?|presentations?|deck)\b/i, 'slides'],
  [/\b(?:recordings?|videos?)\b/i, 'recording'],
  [/\bpaper\b/i, 'paper'],
]

/** The link of such a line; null for any other line. */
export function readLinkLine(text: string): ImportedLink | null {
  const at = text.slice(0, MAX_LABEL_LENGTH + MAX_ADDRESS_LENGTH).search(/https?:\/\//)
  if (at <= 0 || at > MAX_LABEL_LENGTH || text.length > at + MAX_ADDRESS_LENGTH) return null
  const label = text.slice(0, at).trimEnd()
  const url = trimAddress(text.slice(at))
  const title = label.replace(/(?::|\sat)$/, '')
  const isLabel = title !== label && wordsOf(title).length <= MAX_LABEL_WORDS && !/[.!?]/.test(title)
  if (!isLabel || /\s/.test(text.slice(at))) return null
  const kind = KINDS.find(([pattern]) => pattern.test(title))?.[1] ?? 'web'
  return { kind, title, url }
}
