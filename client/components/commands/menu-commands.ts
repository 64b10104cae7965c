/** The entries of a menu as commands: what a menu offers can be found by name as well. */
import type { MenuEntry } from '../MenuButton.tsx'
import type { CommandGroup, SiteCommand } from './site-commands.ts'

export function commandsOfEntries(
  entries: readonly MenuEntry[],
  options: { readonly group: CommandGroup; readonly navigate: (href: string) => void },
): readonly SiteCommand[] {
  const { group, navigate } = options
  const commands: SiteCommand[] = []
  let heading: string | null = null
  for (const entry of entries) {
    if (entry.kind === 'heading') {
      heading = entry.label
      continue
    }
    const label: string = heading === null ? entry.label : `${heading}: ${entry.label}`
    const base = { id: `${group}: ${label}`, group, label }
    switch (entry.kind) {
      case 'link':
        commands.push({ ...base, icon: entry.icon, run: () => navigate(entry.href) })
        break
      case 'choice':
        commands.push({ ...base, detail: entry.chosen ? 'chosen' : undefined, run: entry.onSelect })
        break
      case 'action':
        commands.push({ ...base, icon: entry.icon, run: entry.onSelect })
        break
      default:
        entry satisfies never
    }
  }
  return commands
}
