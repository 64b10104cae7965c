/**
 * What can be done on the page that is shown, offered by the parts of the page for as long as they are there. Whoever
 * wants to know (the search for commands) asks when it opens, so that an offer costs nothing until then.
 */
import type { Icon } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'

/** In the order in which the groups are shown. */
export const COMMAND_GROUPS = {
  page: 'This page',
  note: 'Note',
  formatting: 'Formatting',
  headings: 'Headings of the note',
  places: 'Go to',
  sessions: 'Sessions',
  tracks: 'Tracks',
  site: 'You and this device',
} as const
export type CommandGroup = keyof typeof COMMAND_GROUPS

export interface SiteCommand {
  /** The same on every visit: what was used last is remembered by it. */
  readonly id: string
  readonly group: CommandGroup
  readonly label: string
  /** Said beside the label, and searched too. */
  readonly detail?: string | undefined
  readonly icon?: Icon | undefined
  /** As in the editor's list of commands: `Mod-b`. */
  readonly shortcut?: string | null
  readonly run: () => void
}

type Source = () => readonly SiteCommand[]

const sources = new Set<Source>()

/** Offers commands while the component is there; `read` is called when somebody looks for one. */
export function useCommands(read: Source): void {
  const newest = useRef(read)
  useEffect(() => {
    newest.current = read
  })
  useEffect(() => {
    const source: Source = () => newest.current()
    sources.add(source)
    return () => {
      sources.delete(source)
    }
  }, [])
}

/** Everything that is offered now; of two commands with one id, the first. */
export function readCommands(): readonly SiteCommand[] {
  const commands = new Map<string, SiteCommand>()
  for (const source of sources) {
    for (const command of source()) if (!commands.has(command.id)) commands.set(command.id, command)
  }
  return [...commands.values()]
}
