/** How those who wrote are told apart: a colour each, and a kind of line where two have the same colour. */
import type { Author } from '../../shared/contracts/history.ts'
import { safeColor } from '../collab/participants.ts'

export interface AuthorLook {
  readonly name: string
  readonly color: string
  readonly line: 'solid' | 'dashed' | 'dotted' | 'double'
}

const LINES = ['solid', 'dashed', 'dotted', 'double'] as const
export const SERVER_NAME = 'The server (import)'

export function authorLooks(authors: readonly Author[]): readonly AuthorLook[] {
  const uses = new Map<string, number>()
  return authors.map(({ name, color: given }) => {
    const color = safeColor(given)
    const used = uses.get(color) ?? 0
    uses.set(color, used + 1)
    return { name: name ?? SERVER_NAME, color, line: LINES[used % LINES.length] ?? 'solid' }
  })
}

/** For each author of one answer the place in another answer's list, or -1: every answer has a list of its own. */
export function matchAuthors(authors: readonly Author[], known: readonly Author[]): readonly number[] {
  const keyOf = ({ name, color }: Author): string => `${name === null ? 'server' : `name ${name}`} ${color}`
  const places = new Map(known.map((author, place) => [keyOf(author), place]))
  return authors.map((author) => places.get(keyOf(author)) ?? -1)
}

/** `Ada`, `Ada and Ben`, `Ada, Ben and 3 others`. */
export function joinNames(names: readonly string[]): string {
  const [first = 'Nobody', second] = names
  if (second === undefined) return first
  const others = names.length - 2
  if (others === 0) return `${first} and ${second}`
  return `${first}, ${second} and ${others === 1 ? '1 other' : `${others} others`}`
}
