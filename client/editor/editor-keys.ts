/**
 * Keys of the editor: the shortcuts of commands.ts, Alt-F10 to the toolbar, and Tab. Tab indents in lists, tables and
 * code only; anywhere else, and always after Escape, it leaves the editor, so that nobody is caught in it.
 */
import { Extension, type Editor } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { EDITOR_COMMANDS, type EditorCommand } from './commands.ts'

export interface EditorKeysOptions {
  readonly editLink: () => void
  readonly focusToolbar: () => void
  /** Called after a shortcut did something, with whether it is now on (null: not a matter of on or off). */
  readonly onCommand: (command: EditorCommand, isOn: boolean | null) => void
}

const CODE_INDENT = '  '

export const EditorKeys = Extension.create<EditorKeysOptions>({
  name: 'editorKeys',
  // Before the extensions that bring their own bindings for the same keys.
  priority: 1_100,

  addOptions() {
    return { editLink: () => undefined, focusToolbar: () => undefined, onCommand: () => undefined }
  },

  addKeyboardShortcuts() {
    const { editLink, focusToolbar, onCommand } = this.options
    const bindings = EDITOR_COMMANDS.flatMap((command) => {
      if (command.shortcut === null) return []
      const press = ({ editor }: { editor: Editor }): boolean => {
        const isDone = command.run({ editor, editLink })
        if (isDone) onCommand(command, command.isActive?.(editor) ?? null)
        return isDone
      }
      return [[command.shortcut, press] as const]
    })
    return {
      ...Object.fromEntries(bindings),
      'Alt-F10': () => {
        focusToolbar()
        return true
      },
      Tab: ({ editor }) =>
        editor.isActive('codeBlock') && editor.commands.insertContent({ type: 'text', text: CODE_INDENT }),
      'Shift-Tab': ({ editor }) => editor.isActive('codeBlock') && outdentCode(editor),
    }
  },

  addProseMirrorPlugins() {
    let isLeaving = false
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, event) => {
              const skipsEditor = event.key === 'Tab' && isLeaving
              isLeaving = event.key === 'Escape' || (isLeaving && event.key === 'Shift')
              // True keeps the editor from seeing the key; the browser still moves the focus or writes the character.
              return skipsEditor || typesWithAltGraph(event)
            },
            blur: () => {
              isLeaving = false
              return false
            },
          },
        },
      }),
    ]
  },
})

/**
 * Whether a key writes a character by means of AltGr, which many keyboards report as Control and Alt: `@` on a German
 * one is no shortcut with Q.
 */
export function typesWithAltGraph(event: Pick<KeyboardEvent, 'key' | 'getModifierState'>): boolean {
  return event.getModifierState('AltGraph') && [...event.key].length === 1
}

/** Takes one step of indentation off the line that the caret is in. */
function outdentCode(editor: Editor): boolean {
  const { $from } = editor.state.selection
  const before = $from.parent.textBetween(0, $from.parentOffset)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = $from.parent.textContent.slice(lineStart)
  const spaces = /^ {0,2}/.exec(line)?.[0].length ?? 0
  const from = $from.start() + lineStart
  if (spaces > 0) editor.commands.deleteRange({ from, to: from + spaces })
  return true
}
