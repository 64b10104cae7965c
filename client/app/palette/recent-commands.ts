/** Which commands were used last on this device, newest first. A device that keeps nothing just has none. */
const KEY = 'rapporteur-commands'
const KEPT = 5

export function readRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, KEPT) : []
  } catch {
    return []
  }
}

export function rememberCommand(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withRecent(readRecent(), id)))
  } catch {
    // Private windows may refuse; nothing else depends on it.
  }
}

/** The list with one more in front. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, KEPT)
}
