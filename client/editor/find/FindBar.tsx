/** Finds text in one note, and replaces it where one may write. Below the toolbar, as long as somebody looks. */
import { TextInput } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconLetterCase,
  IconReplace,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { isShortcut } from '../key-press.ts'
import { FIND_KEYS } from '../note-keys.ts'
import { hasCommandKey } from '../shortcut-label.ts'
import styles from './FindBar.module.css'
import { findMatches, MATCH_LIMIT, type Match } from './find-matches.ts'
import './find.css'
import { replaceMatches } from './replace-matches.ts'
import { useFind, type Finding } from './use-find.ts'

/** A longer selection is not what somebody looks for. */
const LONGEST_SEED = 200

export interface FindBarProps {
  readonly editor: Editor
  readonly isEditable: boolean
  /** Grows whenever somebody asks for it: the field gets the focus. */
  readonly asked: number
  /** What is looked for at first; null: what is selected. */
  readonly soughtText: string | null
  /** Whether this is the note that keys without a place of their own are meant for. */
  readonly isAddressed: () => boolean
  readonly announce: (text: string) => void
  readonly onClose: () => void
}

export function FindBar({
  editor,
  isEditable,
  asked,
  soughtText,
  isAddressed,
  announce,
  onClose,
}: FindBarProps): React.JSX.Element {
  const bar = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const replaceId = useId()
  const [query, setQuery] = useState(() => soughtText ?? selectedText(editor))
  const [replacement, setReplacement] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [matchAccents, setMatchAccents] = useState(false)
  const [isReplacing, setReplacing] = useState(false)
  const coveredTo = useCallback(() => bar.current?.getBoundingClientRect().bottom ?? 0, [])
  const options = { matchCase, matchAccents }
  const finding = useFind(editor, query, options, coveredTo)
  useFindKeys(finding, isAddressed)

  useEffect(() => {
    if (asked === 0) return
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [asked])

  const close = (): void => {
    const match = finding.currentMatch()
    onClose()
    goTo(editor, match, isEditable)
  }
  const replaceOne = (): void => {
    const match = finding.currentMatch()
    if (!match) return
    const count = replaceMatches(editor, [match], replacement)
    finding.lookFrom(count > 0 ? match.from + replacement.length : match.to)
    if (count === 0) announce('A name or a time cannot be replaced')
  }
  const replaceAll = (): void => {
    const { matches } = findMatches(editor.state.doc, query, options, Number.POSITIVE_INFINITY)
    const count = replaceMatches(editor, matches, replacement)
    finding.lookFrom(editor.state.selection.from)
    announce(count === 1 ? '1 place replaced' : `${count.toLocaleString('en')} places replaced`)
  }
  const pressInBar = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  const canReplace = isEditable && isReplacing

  return (
    // Escape works wherever one is in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <search
      ref={bar}
      aria-label="Find in the note"
      className={styles['bar']}
      data-find-bar
      onKeyDown={pressInBar}
    >
      <div className={styles['row']}>
        <TextInput
          ref={field}
          size="xs"
          className={styles['field'] ?? ''}
          aria-label="Find"
          placeholder="Find"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== 'Enter') return
            event.preventDefault()
            finding.go(event.shiftKey ? -1 : 1)
          }}
        />
        <output className={styles['count']}>{countText(finding, query)}</output>
        <div className={styles['buttons']}>
          <BarButton
            label="Match case"
            icon={IconLetterCase}
            isOn={matchCase}
            onPress={() => setMatchCase(!matchCase)}
          />
          <button
            type="button"
            className={styles['button']}
            aria-label="Match accents"
            title="Match accents"
            aria-pressed={matchAccents}
            onClick={() => setMatchAccents(!matchAccents)}
          >
            <span aria-hidden className={styles['letters']}>
              aá
            </span>
          </button>
          <BarButton label="Previous match" icon={IconChevronUp} onPress={() => finding.go(-1)} />
          <BarButton label="Next match" icon={IconChevronDown} onPress={() => finding.go(1)} />
          {isEditable && (
            <button
              type="button"
              className={styles['button']}
              aria-label="Replace"
              title="Replace"
              aria-expanded={isReplacing}
              aria-controls={isReplacing ? replaceId : undefined}
              onClick={() => setReplacing(!isReplacing)}
            >
              <IconReplace size={18} stroke={1.8} aria-hidden />
            </button>
          )}
          <BarButton label="Close" icon={IconX} onPress={close} />
        </div>
      </div>
      {canReplace && (
        <div id={replaceId} className={styles['row']}>
          <TextInput
            size="xs"
            className={styles['field'] ?? ''}
            aria-label="Replace with"
            placeholder="Replace with"
            autoComplete="off"
            value={replacement}
            onChange={(event) => setReplacement(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || event.key !== 'Enter') return
              event.preventDefault()
              replaceOne()
            }}
          />
          <button
            type="button"
            className={styles['words']}
            disabled={finding.current === 0}
            onClick={replaceOne}
          >
            Replace
          </button>
          <button
            type="button"
            className={styles['words']}
            disabled={finding.count === 0}
            onClick={replaceAll}
          >
            Replace all
          </button>
        </div>
      )}
    </search>
  )
}

function BarButton({
  label,
  icon: ButtonIcon,
  isOn,
  onPress,
}: {
  readonly label: string
  readonly icon: Icon
  readonly isOn?: boolean
  readonly onPress: () => void
}): React.JSX.Element {
  return (
    <button
      type="button"
      className={styles['button']}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={onPress}
    >
      <ButtonIcon size={18} stroke={1.8} aria-hidden />
    </button>
  )
}

/** From anywhere in the note: to the next match and the one before. */
function useFindKeys(finding: Finding, isAddressed: () => boolean): void {
  const newest = useRef({ finding, isAddressed })
  useEffect(() => {
    newest.current = { finding, isAddressed }
  })
  useEffect(() => {
    const isMac = hasCommandKey()
    const press = (event: globalThis.KeyboardEvent): void => {
      const isPressed = (shortcut: string): boolean => isShortcut(event, shortcut, isMac)
      const step = FIND_KEYS.next.some(isPressed) ? 1 : FIND_KEYS.previous.some(isPressed) ? -1 : null
      if (step === null || !newest.current.isAddressed()) return
      event.preventDefault()
      newest.current.finding.go(step)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function countText({ count, current, isCut }: Finding, query: string): string {
  if (query === '') return ''
  if (count === 0) return 'No match'
  return `${current.toLocaleString('en')} of ${isCut ? `${MATCH_LIMIT.toLocaleString('en')}+` : count.toLocaleString('en')}`
}

function selectedText(editor: Editor): string {
  const { from, to, empty } = editor.state.selection
  if (empty || to - from > LONGEST_SEED) return ''
  const text = editor.state.doc.textBetween(from, to, '\n')
  return text.includes('\n') ? '' : text
}

/** Leaves the search at its match: selected, with the focus in the text. */
function goTo(editor: Editor, match: Match | null, isEditable: boolean): void {
  if (isEditable) {
    const chain = editor.chain()
    if (match) chain.setTextSelection(match)
    chain.focus(null, { scrollIntoView: false }).run()
  } else if (match) {
    // The field and the marks go first: what is selected goes with them.
    requestAnimationFrame(() => {
      if (editor.isDestroyed) return
      const from = editor.view.domAtPos(match.from)
      const to = editor.view.domAtPos(match.to)
      window.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
    })
  }
}
