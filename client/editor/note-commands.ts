/** What can be done in the note one works in, for the search for commands. */
import {
  IconHeading,
  IconListTree,
  IconMessage,
  IconMessagePlus,
  IconSearch,
  IconUserEdit,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import type { ThreadKind } from '../../shared/domain/review.ts'
import type { SiteCommand } from '../components/commands/site-commands.ts'
import { EDITOR_COMMANDS, type EditorCommand } from './commands.ts'
import { FIND_KEYS, REVIEW_KEY } from './note-keys.ts'
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
  /** Null for those who may not comment. */
  readonly review: { readonly open: () => void; readonly ask: (kind: ThreadKind) => void } | null
}

export function noteCommands(actions: NoteActions): readonly SiteCommand[] {
  const { editor, isEditable, openFind, openOutline, showsAuthors, toggleAuthors, review } = actions
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
    ...(review ? reviewCommands(review) : []),
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

function reviewCommands({ open, ask }: NonNullable<NoteActions['review']>): readonly SiteCommand[] {
  return [
    { id: 'note: comments', group: 'note', label: 'Comments on the note', icon: IconMessage, run: open },
    {
      id: 'note: comment',
      group: 'note',
      label: 'Comment on the selection',
      icon: IconMessagePlus,
      shortcut: REVIEW_KEY,
      run: () => ask('comment'),
    },
    {
      id: 'note: suggest',
      group: 'note',
      label: 'Suggest a change of the selection',
      icon: IconMessagePlus,
      run: () => ask('suggestion'),
    },
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
