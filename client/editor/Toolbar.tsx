import { useMediaQuery } from '@mantine/hooks'
import {
  IconArrowBackUp,
  IconArrowBarToRight,
  IconArrowForwardUp,
  IconBold,
  IconBracketsContain,
  IconClockPlus,
  IconCode,
  IconEyeOff,
  IconFlag,
  IconGavel,
  IconH1,
  IconH2,
  IconH3,
  IconHelp,
  IconHighlight,
  IconItalic,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMessageReply,
  IconMinus,
  IconPhoto,
  IconQuote,
  IconSourceCode,
  IconStrikethrough,
  IconTable,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { memo, type MouseEvent } from 'react'
import {
  EDITOR_COMMANDS,
  readCommandStates,
  type CommandId,
  type CommandState,
  type EditorCommand,
} from './commands.ts'
import { TableMenu } from './lazy-parts.ts'
import { ariaShortcut, hasCommandKey, shortcutLabel } from './shortcut-label.ts'
import styles from './Toolbar.module.css'
import { useRovingFocus, type RovingFocus } from './use-roving-focus.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'

const ICONS: Readonly<Record<CommandId, Icon>> = {
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
  bold: IconBold,
  italic: IconItalic,
  strike: IconStrikethrough,
  code: IconCode,
  highlight: IconHighlight,
  link: IconLink,
  heading1: IconH1,
  heading2: IconH2,
  heading3: IconH3,
  bulletList: IconList,
  orderedList: IconListNumbers,
  taskList: IconListCheck,
  blockquote: IconQuote,
  codeBlock: IconSourceCode,
  table: IconTable,
  image: IconPhoto,
  rule: IconMinus,
  question: IconHelp,
  answer: IconMessageReply,
  action: IconFlag,
  decision: IconGavel,
  duty: IconUserPlus,
  timeStamp: IconClockPlus,
  missed: IconBracketsContain,
  offRecord: IconEyeOff,
  pull: IconArrowBarToRight,
}

/** Where the toolbar is one line that is scrolled sideways: see Toolbar.module.css. */
const NARROW = '(max-width: 48em)'
const NARROW_FIRST: ReadonlySet<EditorCommand['group']> = new Set(['minutes', 'summary'])
/** What minutes need is in sight there. */
const MINUTES_FIRST = EDITOR_COMMANDS.toSorted(
  (a, b) => Number(NARROW_FIRST.has(b.group)) - Number(NARROW_FIRST.has(a.group)),
)

interface ToolbarProps {
  readonly editor: Editor
  readonly editorId: string
  readonly editLink: () => void
}

/** The formatting toolbar: one Tab stop, arrows within, Escape back to the text. */
export const Toolbar = memo(function Toolbar({ editor, editorId, editLink }: ToolbarProps) {
  const states = useEditorState({ editor, selector: ({ editor }) => readCommandStates(editor) })
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  const commands = (isNarrow ? MINUTES_FIRST : EDITOR_COMMANDS).filter(({ id }) => states[id] !== 'absent')
  const roving = useRovingFocus('undo')
  const insetRef = useKeyboardInset()
  return (
    <div ref={insetRef} className={styles['dock']}>
      <div
        role="toolbar"
        aria-label="Formatting"
        aria-controls={editorId}
        aria-orientation="horizontal"
        className={styles['toolbar']}
        {...roving.containerProps}
        onKeyDownCapture={(event) => {
          if (
            event.key === 'Escape' &&
            event.target instanceof HTMLElement &&
            event.target.dataset['roving']
          ) {
            editor.commands.focus()
          }
        }}
      >
        {commands.map((command, index) => (
          <ToolbarItem
            key={command.id}
            command={command}
            state={states[command.id]}
            startsGroup={index > 0 && commands[index - 1]?.group !== command.group}
            editor={editor}
            editLink={editLink}
            itemProps={roving.itemProps}
          />
        ))}
      </div>
    </div>
  )
})

interface ItemProps {
  readonly command: EditorCommand
  readonly state: CommandState
  readonly startsGroup: boolean
  readonly editor: Editor
  readonly editLink: () => void
  readonly itemProps: RovingFocus['itemProps']
}

/** One command as a button, for any toolbar with roving focus. */
export function ToolbarItem({
  command,
  state,
  startsGroup,
  editor,
  editLink,
  itemProps,
}: ItemProps): React.JSX.Element {
  const separator = startsGroup && <span className={styles['separator']} aria-hidden />
  if (command.id === 'table' && state === 'on') {
    return (
      <>
        {separator}
        <TableMenu editor={editor} buttonProps={itemProps(command.id)} />
      </>
    )
  }
  const ItemIcon = ICONS[command.id]
  const isMac = hasCommandKey()
  const press = (event: MouseEvent): void => {
    if (state === 'disabled') return
    // From the keyboard the focus stays in the toolbar; Escape brings it back to the text.
    const isPointer = event.detail > 0
    if (isPointer && !editor.isFocused) editor.commands.focus(null, { scrollIntoView: false })
    command.run({ editor, editLink })
    // The button gives way to a menu for tables.
    if (command.id === 'table' && !isPointer) editor.commands.focus(null, { scrollIntoView: false })
  }
  const hint = command.shortcut
    ? `${command.label} (${shortcutLabel(command.shortcut, isMac)})`
    : command.label
  return (
    <>
      {separator}
      <button
        type="button"
        className={styles['item']}
        data-hint={hint}
        aria-label={command.label}
        aria-pressed={command.isActive && command.id !== 'table' ? state === 'on' : undefined}
        aria-disabled={state === 'disabled' || undefined}
        aria-keyshortcuts={command.shortcut ? ariaShortcut(command.shortcut, isMac) : undefined}
        // The text keeps its focus, and with it the selection and a phone's keyboard.
        onMouseDown={(event) => event.preventDefault()}
        onClick={press}
        {...itemProps(command.id)}
      >
        <ItemIcon size={18} stroke={1.8} aria-hidden />
      </button>
    </>
  )
}
