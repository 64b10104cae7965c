/** An import's changes by track, in the order of the report. Implements PAGE-27. */
import type { ProgrammeChange } from '../../../shared/contracts/programme.ts'

export interface ChangeGroup {
  /** Null: the event itself and sessions outside any track. */
  readonly track: string | null
  /** The change of the track, or of the event, itself. */
  readonly own: ProgrammeChange | null
  readonly sessions: readonly ProgrammeChange[]
}

export function groupChanges(changes: readonly ProgrammeChange[]): readonly ChangeGroup[] {
  const groups = new Map<string | null, { own: ProgrammeChange | null; sessions: ProgrammeChange[] }>()
  for (const change of changes) {
    const track = change.what === 'track' ? change.title : change.what === 'session' ? change.track : null
    const group = groups.get(track) ?? { own: null, sessions: [] }
    groups.set(track, group)
    if (change.what === 'session') group.sessions.push(change)
    else group.own = change
  }
  return [...groups].map(([track, group]) => ({ track, ...group }))
}
