import { Menu } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { TABLE_COMMANDS } from './table-commands.ts'
import styles from './Toolbar.module.css'

/** Rows and columns of the table that the caret is in. */
export function TableMenu({
  editor,
  buttonProps,
}: {
  readonly editor: Editor
  readonly buttonProps: React.ComponentProps<'button'>
}): React.JSX.Element {
  return (
    // Mantine's placeholder for the focus would be an element in the menu that is no item.
    <Menu position="bottom-start" withinPortal shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles['item']}
          aria-label="Table: rows and columns"
          data-on
          onMouseDown={(event) => event.preventDefault()}
          {...buttonProps}
        >
          <IconTable size={18} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {TABLE_COMMANDS.map((command, index) => {
          const startsGroup = index > 0 && TABLE_COMMANDS[index - 1]?.group !== command.group
          return (
            <Menu.Item
              key={command.id}
              className={styles['menuItem']}
              data-starts-group={startsGroup || undefined}
              data-danger={command.id.startsWith('delete') || undefined}
              onClick={() => {
                command.run(editor)
                editor.commands.focus()
              }}
            >
              {command.label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
