import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useLocation } from 'wouter'
import { ActionMenu, actionEntries, type MenuAction } from './ActionMenu.tsx'
import { commandsOfEntries } from './commands/menu-commands.ts'
import { useCommands } from './commands/site-commands.ts'

/** What one can do with a page's thing: the main actions as buttons where there is room, everything else in a menu. */
export function PageActions({
  menuLabel,
  main,
  more,
}: {
  readonly menuLabel: string
  readonly main: readonly MenuAction[]
  readonly more: readonly MenuAction[]
}) {
  const narrow = useMediaQuery('(max-width: 40rem)', undefined, { getInitialValueInEffect: false })
  const [, navigate] = useLocation()
  useCommands(() => commandsOfEntries(actionEntries(main), { group: 'page', navigate }))
  return (
    <>
      {!narrow &&
        main.map(({ label, icon: ButtonIcon, onSelect }) => (
          <Button key={label} variant="default" leftSection={<ButtonIcon size={16} />} onClick={onSelect}>
            {label}
          </Button>
        ))}
      <ActionMenu label={menuLabel} entries={actionEntries(narrow ? [...main, ...more] : more)} />
    </>
  )
}
