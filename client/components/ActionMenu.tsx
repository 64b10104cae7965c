import { IconDots, type Icon } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import classes from './ActionMenu.module.css'
import { commandsOfEntries } from './commands/menu-commands.ts'
import { useCommands } from './commands/site-commands.ts'
import { MenuButton, type MenuEntry } from './MenuButton.tsx'

export interface MenuAction {
  readonly label: string
  readonly icon: Icon
  readonly onSelect: () => void
  readonly danger?: boolean
}

/** The actions that are needed less often, behind three dots. */
export function ActionMenu({
  label,
  entries,
}: {
  readonly label: string
  readonly entries: readonly MenuEntry[]
}) {
  const [, navigate] = useLocation()
  useCommands(() => commandsOfEntries(entries, { group: 'page', navigate }))
  if (entries.length === 0) return null
  return (
    <MenuButton label={label} entries={entries} className={classes.button}>
      <IconDots size={18} aria-hidden="true" />
    </MenuButton>
  )
}

export function actionEntries(actions: readonly MenuAction[]): readonly MenuEntry[] {
  return actions.map((action) => ({ kind: 'action', ...action }))
}
