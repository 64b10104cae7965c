/** Who is in a note, read from its presence. Names and colours come from others and are treated as such. */
import type { Awareness } from 'y-protocols/awareness'

/** `editing`: their caret moved a moment ago; `idle`: they are not looking, as their own browser says. */
export type Activity = 'editing' | 'here' | 'idle'

export interface Participant {
  readonly key: string
  readonly name: string
  /** `#rrggbb`. */
  readonly color: string
  readonly isSelf: boolean
  readonly activity: Activity
  /** In how many tabs or windows they have the note open. */
  readonly tabs: number
}

/** What a participant tells about themselves. */
export interface ParticipantIdentity {
  readonly name: string
  readonly color: string
}

const NEUTRAL_COLOR = '#6b7280'
const LONGEST_NAME = 80
const EDITING_MS = 10_000

/** The colour if it is one; it ends up in a style. */
export function safeColor(color: unknown): string {
  return typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : NEUTRAL_COLOR
}

/** A name that can be shown. */
export function safeName(name: unknown): string {
  const text = typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : ''
  return text === '' ? 'Guest' : text
}

interface PresenceState {
  readonly user?: { readonly name?: unknown; readonly color?: unknown }
  readonly cursor?: unknown
  readonly idle?: unknown
}

interface PresenceChanges {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/** Follows the people in a note; the list only changes identity when it would look different. */
export class Participants {
  readonly #awareness: Awareness
  readonly #listeners = new Set<() => void>()
  /** Where each client's caret was last, and when it moved. */
  readonly #carets = new Map<number, { readonly place: string; readonly movedAt: number }>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #list: readonly Participant[] = []

  constructor(awareness: Awareness) {
    this.#awareness = awareness
    awareness.on('change', this.#changed)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#wakeWhenDue()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) clearTimeout(this.#timer)
    }
  }

  /** One entry per person and colour, oneself first, then by name. */
  readonly getSnapshot = (): readonly Participant[] => {
    const list = this.#read()
    if (JSON.stringify(list) !== JSON.stringify(this.#list)) this.#list = list
    return this.#list
  }

  /** Where the caret of a person is, as they told it: in the tab in which it moved last. */
  caretOf(key: string): unknown {
    let found: { readonly cursor: unknown; readonly movedAt: number } | null = null
    for (const [clientId, state] of this.#states()) {
      const movedAt = this.movedAt(clientId)
      if (!state.cursor || keyOf(state) !== key || (found && found.movedAt >= movedAt)) continue
      found = { cursor: state.cursor, movedAt }
    }
    return found?.cursor ?? null
  }

  /** When a client's caret was seen to move (ms since the epoch; 0: never). */
  movedAt(clientId: number): number {
    return this.#carets.get(clientId)?.movedAt ?? 0
  }

  /** Who is behind a client. */
  keyOf(clientId: number): string | null {
    const state = this.#awareness.getStates().get(clientId) as PresenceState | undefined
    return state?.user ? keyOf(state) : null
  }

  /** Whether the person behind a client is not looking. */
  isIdle(clientId: number): boolean {
    return this.#awareness.getStates().get(clientId)?.['idle'] === true
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
    this.#awareness.off('change', this.#changed)
  }

  readonly #changed = ({ added, updated, removed }: PresenceChanges): void => {
    for (const clientId of removed) this.#carets.delete(clientId)
    for (const clientId of [...added, ...updated]) {
      const place = JSON.stringify(this.#awareness.getStates().get(clientId)?.['cursor'] ?? null)
      const known = this.#carets.get(clientId)
      if (known?.place === place) continue
      // Where somebody was when they came is no movement.
      const movedAt = known && place !== 'null' ? Date.now() : (known?.movedAt ?? 0)
      this.#carets.set(clientId, { place, movedAt })
    }
    this.#tell()
  }

  #tell(): void {
    this.#wakeWhenDue()
    for (const listener of this.#listeners) listener()
  }

  /** Nobody says that they stopped writing: somebody has to look. */
  #wakeWhenDue(): void {
    clearTimeout(this.#timer)
    if (this.#listeners.size === 0) return
    const now = Date.now()
    const ends = [...this.#carets.values()]
      .map(({ movedAt }) => movedAt + EDITING_MS)
      .filter((end) => end > now)
    if (ends.length > 0) this.#timer = setTimeout(() => this.#tell(), Math.min(...ends) - now + 1)
  }

  #states(): IterableIterator<[number, PresenceState]> {
    return this.#awareness.getStates().entries() as IterableIterator<[number, PresenceState]>
  }

  #read(): readonly Participant[] {
    const found = new Map<string, Participant>()
    for (const [clientId, state] of this.#states()) {
      const { user } = state
      if (!user) continue
      const key = keyOf(state)
      const known = found.get(key)
      found.set(key, {
        key,
        name: safeName(user.name),
        color: safeColor(user.color),
        isSelf: clientId === this.#awareness.clientID || known?.isSelf === true,
        activity: livelier(this.#activityOf(clientId, state), known?.activity ?? 'idle'),
        tabs: (known?.tabs ?? 0) + 1,
      })
    }
    return [...found.values()].sort(
      (one, other) => Number(other.isSelf) - Number(one.isSelf) || one.name.localeCompare(other.name),
    )
  }

  #activityOf(clientId: number, { idle }: PresenceState): Activity {
    if (idle === true) return 'idle'
    return Date.now() - this.movedAt(clientId) < EDITING_MS ? 'editing' : 'here'
  }
}

function keyOf({ user }: PresenceState): string {
  return `${safeColor(user?.color)} ${safeName(user?.name)}`
}

const LIVELY: readonly Activity[] = ['idle', 'here', 'editing']

/** The person behind several tabs is where most is going on. */
function livelier(one: Activity, other: Activity): Activity {
  return LIVELY.indexOf(one) > LIVELY.indexOf(other) ? one : other
}
