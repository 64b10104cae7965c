/**
 * Presence of one open note. y-websocket sends every change of an Awareness to the server, other people's included,
 * and the editor rewrites its caret on every remote change even where it did not move; with n people that makes n²
 * messages of no content. This one tells the outside only about the own entry, and only when it changed or must be
 * renewed. `change` events, which the editor draws from, stay as they are.
 */
import { Awareness } from 'y-protocols/awareness'

interface AwarenessChanges {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

export class NoteAwareness extends Awareness {
  override setLocalStateField(field: string, value: unknown): void {
    const current: unknown = this.getLocalState()?.[field]
    // Renewals go through setLocalState and are not held back.
    if (JSON.stringify(current) !== JSON.stringify(value)) super.setLocalStateField(field, value)
  }

  /**
   * Forgets how far other people's entries were known. A lost line takes them off the screen; the server sends them
   * again under the same clocks, which would otherwise pass for old news until each is renewed.
   */
  forgetOthers(): void {
    for (const clientId of this.meta.keys()) if (clientId !== this.clientID) this.meta.delete(clientId)
  }

  override emit(name: string, args: unknown[]): void {
    if (name === 'update') {
      const [changes, origin] = args as [AwarenessChanges, unknown]
      // Somebody who takes us for gone is told that we are here, under the newer clock that was just set.
      const wasRemoved = changes.removed.includes(this.clientID)
      if (origin !== 'local' && !wasRemoved) return
      super.emit(name, [{ added: [], updated: [this.clientID], removed: [] }, origin])
      return
    }
    super.emit(name, args)
  }
}
