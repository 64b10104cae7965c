/**
 * What the toolbar and the keyboard can do with the text, as data. Both read this one list, so a button and its
 * shortcut cannot drift apart. Operations on an existing table are in table-commands.ts.
 */
import type { Editor } from '@tiptap/core'
import { MINUTE_NAMES, type MinuteKind } from '../../shared/schema/minute-words.ts'
import { undoManagerOf } from './undo-manager.ts'
import { choosePictures } from './choose-pictures.ts'
import { textOfEditor } from './pull/open-texts.ts'
import { undo } from './undo.ts'

export type CommandId =
  | 'undo'
  | 'redo'
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'highlight'
  | 'link'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'bulletList'
  | 'orderedList'
  | 'taskList'
  | 'blockquote'
  | 'codeBlock'
  | 'table'
  | 'image'
  | 'rule'
  | MinuteKind
  | 'duty'
  | 'timeStamp'
  | 'missed'
  | 'offRecord'
  | 'pull'

/** What a command works on. */
export interface CommandContext {
  readonly editor: Editor
  /** Opens the small dialog for the link at the selection. */
  readonly editLink: () => void
}

export interface EditorCommand {
  readonly id: CommandId
  readonly label: string
  /** As Tiptap writes it, `Mod` for Control or Command; null: none. */
  readonly shortcut: string | null
  /** Buttons of one group stand together. */
  readonly group: 'history' | 'text' | 'heading' | 'list' | 'block' | 'minutes' | 'summary'
  /** True when it did something. */
  readonly run: (context: CommandContext) => boolean
  /** Whether it is on at the selection; undefined for commands that are not on or off. */
  readonly isActive?: (editor: Editor) => boolean
  /** Absent: always possible. */
  readonly isEnabled?: (editor: Editor) => boolean
  /** Whether it has a meaning in this document at all; absent: in every one. */
  readonly isOffered?: (editor: Editor) => boolean
}

/** A new table; with a line after it if it would end the note, since nobody could write below it otherwise. */
function insertTable(editor: Editor): boolean {
  return editor
    .chain()
    .insertTable({ rows: 3, cols: 3, withHeaderRow: true })
    .command(({ tr, state }) => {
      const paragraph = state.schema.nodes['paragraph']?.createAndFill()
      if (tr.doc.lastChild?.type.name === 'table' && paragraph) tr.insert(tr.doc.content.size, paragraph)
      return true
    })
    .run()
}

const isOutsideCode = (editor: Editor): boolean => !editor.isActive('codeBlock')

function heading(level: 1 | 2 | 3): EditorCommand {
  return {
    id: `heading${level}`,
    label: `Heading ${level}`,
    shortcut: `Mod-Alt-${level}`,
    group: 'heading',
    run: ({ editor }) => editor.commands.toggleHeading({ level }),
    isActive: (editor) => editor.isActive('heading', { level }),
  }
}

/**
 * Keys of minutes are with Control on every machine: with Command some of them quit the browser or hide the Dock.
 */
function minute(kind: MinuteKind, shortcut: string): EditorCommand {
  return {
    id: kind,
    label: MINUTE_NAMES[kind],
    shortcut,
    group: 'minutes',
    run: ({ editor }) => editor.commands.toggleMinute(kind),
    isActive: (editor) => editor.isActive('minute', { kind }),
    isEnabled: isOutsideCode,
  }
}

export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  {
    id: 'undo',
    label: 'Undo',
    shortcut: 'Mod-z',
    group: 'history',
    run: ({ editor }) => undo(editor),
    isEnabled: (editor) => (undoManagerOf(editor.state)?.undoStack.length ?? 0) > 0,
  },
  {
    id: 'redo',
    label: 'Redo',
    shortcut: 'Mod-Shift-z',
    group: 'history',
    run: ({ editor }) => editor.commands.redo(),
    isEnabled: (editor) => (undoManagerOf(editor.state)?.redoStack.length ?? 0) > 0,
  },
  {
    id: 'bold',
    label: 'Bold',
    shortcut: 'Mod-b',
    group: 'text',
    run: ({ editor }) => editor.commands.toggleBold(),
    isActive: (editor) => editor.isActive('bold'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'italic',
    label: 'Italic',
    shortcut: 'Mod-i',
    group: 'text',
    run: ({ editor }) => editor.commands.toggleItalic(),
    isActive: (editor) => editor.isActive('italic'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'strike',
    label: 'Strikethrough',
    shortcut: 'Mod-Shift-s',
    group: 'text',
    run: ({ editor }) => editor.commands.toggleStrike(),
    isActive: (editor) => editor.isActive('strike'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'code',
    label: 'Code',
    shortcut: 'Mod-e',
    group: 'text',
    run: ({ editor }) => editor.commands.toggleCode(),
    isActive: (editor) => editor.isActive('code'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'highlight',
    label: 'Highlight',
    shortcut: 'Mod-Shift-h',
    group: 'text',
    run: ({ editor }) => editor.commands.toggleHighlight(),
    isActive: (editor) => editor.isActive('highlight'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'link',
    label: 'Link',
    // Mod-K belongs to the whole site.
    shortcut: 'Mod-Shift-u',
    group: 'text',
    run: ({ editLink }) => {
      editLink()
      return true
    },
    isActive: (editor) => editor.isActive('link'),
    isEnabled: isOutsideCode,
  },
  heading(1),
  heading(2),
  heading(3),
  {
    id: 'bulletList',
    label: 'Bullet list',
    shortcut: 'Mod-Shift-8',
    group: 'list',
    run: ({ editor }) => editor.commands.toggleBulletList(),
    isActive: (editor) => editor.isActive('bulletList'),
  },
  {
    id: 'orderedList',
    label: 'Numbered list',
    shortcut: 'Mod-Shift-7',
    group: 'list',
    run: ({ editor }) => editor.commands.toggleOrderedList(),
    isActive: (editor) => editor.isActive('orderedList'),
  },
  {
    id: 'taskList',
    label: 'Task list',
    shortcut: 'Mod-Shift-9',
    group: 'list',
    run: ({ editor }) => editor.commands.toggleTaskList(),
    isActive: (editor) => editor.isActive('taskList'),
  },
  {
    id: 'blockquote',
    label: 'Quote',
    shortcut: 'Mod-Shift-b',
    group: 'block',
    run: ({ editor }) => editor.commands.toggleBlockquote(),
    isActive: (editor) => editor.isActive('blockquote'),
  },
  {
    id: 'codeBlock',
    label: 'Code block',
    shortcut: 'Mod-Alt-c',
    group: 'block',
    run: ({ editor }) => editor.commands.toggleCodeBlock(),
    isActive: (editor) => editor.isActive('codeBlock'),
  },
  {
    id: 'table',
    label: 'Table',
    shortcut: null,
    group: 'block',
    run: ({ editor }) => insertTable(editor),
    isActive: (editor) => editor.isActive('table'),
    isEnabled: isOutsideCode,
  },
  {
    id: 'image',
    label: 'Picture',
    shortcut: null,
    group: 'block',
    run: ({ editor }) => choosePictures(editor),
  },
  {
    id: 'rule',
    label: 'Line across',
    shortcut: null,
    group: 'block',
    run: ({ editor }) => editor.commands.setHorizontalRule(),
  },
  minute('question', 'Ctrl-Alt-q'),
  minute('answer', 'Ctrl-Alt-a'),
  minute('action', 'Ctrl-Alt-o'),
  // Not D and T: desktops take them, to hide windows and to open a terminal.
  minute('decision', 'Ctrl-Alt-g'),
  {
    id: 'duty',
    label: 'Who and until when',
    shortcut: 'Ctrl-Alt-w',
    group: 'minutes',
    run: ({ editor }) => editor.commands.editDuty(),
    isEnabled: (editor) => editor.isActive('minute') || editor.isActive('taskItem'),
  },
  {
    id: 'timeStamp',
    label: 'Time stamp',
    shortcut: 'Ctrl-Alt-s',
    group: 'minutes',
    run: ({ editor }) => editor.commands.insertTimeStamp(),
    isEnabled: isOutsideCode,
  },
  {
    id: 'missed',
    label: 'Missed',
    shortcut: 'Ctrl-Alt-x',
    group: 'minutes',
    run: ({ editor }) => editor.commands.insertMissed(),
    isEnabled: isOutsideCode,
  },
  {
    id: 'offRecord',
    label: 'Off the record',
    shortcut: 'Ctrl-Alt-r',
    group: 'minutes',
    run: ({ editor }) => editor.commands.toggleOffRecord(),
    isActive: (editor) => editor.isActive('offRecord'),
  },
  {
    id: 'pull',
    label: 'Pull into the summary',
    shortcut: 'Ctrl-Alt-p',
    group: 'summary',
    run: ({ editor }) => {
      const pull = textOfEditor(editor)?.pull
      pull?.()
      return typeof pull === 'function'
    },
    isOffered: (editor) => typeof textOfEditor(editor)?.pull === 'function',
  },
]

/** How a button stands at the selection. */
export type CommandState = 'off' | 'on' | 'disabled' | 'absent'

/** The state of every command at the selection. */
export function readCommandStates(editor: Editor): Readonly<Record<CommandId, CommandState>> {
  const states = EDITOR_COMMANDS.map((command) => {
    if (command.isOffered?.(editor) === false) return [command.id, 'absent'] as const
    if (command.isEnabled && !command.isEnabled(editor)) return [command.id, 'disabled'] as const
    return [command.id, command.isActive?.(editor) ? 'on' : 'off'] as const
  })
  return Object.fromEntries(states) as Record<CommandId, CommandState>
}
