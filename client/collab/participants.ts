/** Who is in a note, read from its presence. Names and colours come from others and are treated as such. */
import type { Awareness } from 'y-protocols/awareness'

export interface Participant {
  readonly key: string
  readonly name: string
  /** `#rrggbb`. */
  readonly color: string
  readonly isSelf: boolean
}

/** What a participant tells about themselves. */
export interface ParticipantIdentity {
  readonly name: string
  readonly color: string
}

const NEUTRAL_COLOR = '#6b7280'
const LONGEST_NAME = 80

/** The colour if it is one; it ends up in a style. */
export function safeColor(color: unknown): string {
  return typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : NEUTRAL_COLOR
}

/** A name that can be shown. */
export function safeName(name: unknown): string {
  const text = typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : ''
  return text === '' ? 'Guest' : text
}

/** Follows the people in a note; the list only changes identity when somebody comes, goes or changes name. */
export class Participants {
  readonly #awareness: Awareness
  #list: readonly Participant[] = []

  constructor(awareness: Awareness) {
    this.#awareness = awareness
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#awareness.on('change', listener)
    return () => this.#awareness.off('change', listener)
  }

  /** One entry per person and colour, oneself first, then by name. */
  readonly getSnapshot = (): readonly Participant[] => {
    const list = this.#read()
    if (JSON.stringify(list) !== JSON.stringify(this.#list)) this.#list = list
    return this.#list
  }

  #read(): readonly Participant[] {
    const found = new Map<string, Participant>()
    for (const [clientId, state] of this.#awareness.getStates()) {
      const user = (state as { readonly user?: { readonly name?: unknown; readonly color?: unknown } }).user
      if (!user) continue
      const name = safeName(user.name)
      const color = safeColor(user.color)
      const isSelf = clientId === this.#awareness.clientID
      const key = `${color} ${name}`
      if (isSelf || !found.has(key)) found.set(key, { key, name, color, isSelf })
    }
    return [...found.values()].sort(
      (one, other) => Number(other.isSelf) - Number(one.isSelf) || one.name.localeCompare(other.name),
    )
  }
}
