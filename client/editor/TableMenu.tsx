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
    <Menu position="bottom-start" withinPortal shadow="md">
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
        {TABLE_COMMANDS.flatMap((command, index) => {
          const startsGroup = index > 0 && TABLE_COMMANDS[index - 1]?.group !== command.group
          const item = (
            <Menu.Item
              key={command.id}
              {...(command.id.startsWith('delete') ? { color: 'red' } : {})}
              onClick={() => {
                command.run(editor)
                editor.commands.focus()
              }}
            >
              {command.label}
            </Menu.Item>
          )
          return startsGroup ? [<Menu.Divider key={`before ${command.id}`} />, item] : [item]
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
