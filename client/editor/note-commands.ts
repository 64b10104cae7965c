/** What can be done in the note one works in, for the search for commands. */
import { IconHeading, IconListTree, IconSearch, IconUserEdit } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import type { SiteCommand } from '../components/commands/site-commands.ts'
import { EDITOR_COMMANDS, type EditorCommand } from './commands.ts'
import { FIND_KEYS } from './note-keys.ts'
import { goToHeading } from './outline/go-to-heading.ts'
import { outlineOf } from './outline/outline-of.ts'

export interface NoteActions {
  readonly editor: Editor
  readonly isEditable: boolean
  readonly editLink: () => void
  readonly openFind: () => void
  readonly openOutline: () => void
  readonly showsAuthors: boolean
  readonly toggleAuthors: () => void
}

export function noteCommands(actions: NoteActions): readonly SiteCommand[] {
  const { editor, isEditable, openFind, openOutline, showsAuthors, toggleAuthors } = actions
  return [
    {
      id: 'note: find',
      group: 'note',
      label: isEditable ? 'Find and replace in the note' : 'Find in the note',
      icon: IconSearch,
      shortcut: FIND_KEYS.open,
      run: openFind,
    },
    {
      id: 'note: outline',
      group: 'note',
      label: 'Outline of the note',
      icon: IconListTree,
      run: openOutline,
    },
    // For those who write: the time line, which says the same, is theirs too.
    ...(isEditable
      ? [
          {
            id: 'note: authors',
            group: 'note' as const,
            label: 'Who wrote what',
            detail: showsAuthors ? 'on' : undefined,
            icon: IconUserEdit,
            run: toggleAuthors,
          },
        ]
      : []),
    // What goes into the summary is for those who may write that.
    ...EDITOR_COMMANDS.filter(({ group }) => isEditable || group === 'summary').flatMap(
      (command) => formattingCommand(command, actions) ?? [],
    ),
    ...outlineOf(editor.state.doc).map(({ position, text }, index): SiteCommand => ({
      id: `heading: ${index} ${text}`,
      group: 'headings',
      label: text,
      icon: IconHeading,
      run: () => goToHeading(editor, position),
    })),
  ]
}

/** Null where the command is not possible at the selection. */
function formattingCommand(command: EditorCommand, { editor, editLink }: NoteActions): SiteCommand | null {
  if (command.isEnabled?.(editor) === false || command.isOffered?.(editor) === false) return null
  return {
    id: `format: ${command.id}`,
    group: 'formatting',
    label: command.label,
    detail: command.isActive?.(editor) ? 'on' : undefined,
    shortcut: command.shortcut,
    run: () => {
      editor.view.focus()
      command.run({ editor, editLink })
    },
  }
}
