/**
 * The button for the search in the header, and the keys that open it and the list of shortcuts on every page. Both
 * dialogs are loaded when they are first wanted.
 */
import { UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { lazyPart, preloadSoon } from '../../components/lazy-part.tsx'
import { useCommands, type SiteCommand } from '../../components/commands/site-commands.ts'
import { ariaShortcut, hasCommandKey, shortcutLabel } from '../../editor/shortcut-label.ts'
import classes from './CommandCentre.module.css'
import { rememberCommand } from './recent-commands.ts'
import { siteKeyOf, takesText, typedText, type SiteKeyId } from './site-keys.ts'

const Palette = lazyPart(async () => (await import('./Palette.tsx')).Palette)
const ShortcutHelp = lazyPart(async () => (await import('./ShortcutHelp.tsx')).ShortcutHelp)

const SHORTCUT = 'Mod-k'
/** After what the page itself needs: the search is also wanted without a connection. */
const PRELOAD_AFTER_MS = 4_000

export function CommandCentre() {
  const [shown, setShown] = useState<SiteKeyId | null>(null)
  const [query, setQuery] = useState('')
  /** What had the focus before: it gets it back before a command runs. */
  const opener = useRef<Element | null>(null)
  const isMac = hasCommandKey()

  const open = useCallback((what: SiteKeyId) => {
    opener.current = document.activeElement
    // What is typed before the dialog is there must not go into the text.
    if (takesText(opener.current)) (opener.current as HTMLElement).blur()
    setQuery('')
    setShown(what)
  }, [])

  const close = useCallback((chosen: SiteCommand | null) => {
    flushSync(() => setShown(null))
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    if (!chosen) return
    rememberCommand(chosen.id)
    chosen.run()
  }, [])

  useEffect(() => preloadSoon([Palette, ShortcutHelp], PRELOAD_AFTER_MS), [])

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // Until the search has the focus (it may still have to come over the network) its keys arrive here.
      const { activeElement } = document
      const isThere = takesText(activeElement) || activeElement?.closest('[role="dialog"]')
      if (shown === 'palette' && !isThere) {
        const typed = typedText(query, event)
        if (typed !== null) {
          event.preventDefault()
          return setQuery(typed)
        }
      }
      if (shown !== null && event.key === 'Escape' && !hasDialog()) return close(null)
      const wanted = siteKeyOf(event, { isInText: takesText(document.activeElement), isMac })
      if (wanted === null || event.isComposing) return
      event.preventDefault()
      if (shown === wanted) return close(null)
      // A dialog that is open has to be answered first.
      if (!hasDialog()) open(wanted)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [shown, query, open, close, isMac])

  useCommands(() => [
    {
      id: 'help',
      group: 'site',
      label: 'Keyboard shortcuts',
      icon: IconKeyboard,
      shortcut: 'Mod-/',
      run: () => open('help'),
    },
  ])

  return (
    <>
      <UnstyledButton
        className={classes.button}
        aria-label="Search and commands"
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaShortcut(SHORTCUT, isMac)}
        title={`Search and commands (${shortcutLabel(SHORTCUT, isMac)})`}
        onClick={() => open('palette')}
      >
        <IconSearch size={18} aria-hidden="true" />
        <span className={classes.words} aria-hidden="true">
          Search and commands
        </span>
        <kbd className={classes.keys} aria-hidden="true">
          {shortcutLabel(SHORTCUT, isMac)}
        </kbd>
      </UnstyledButton>
      {shown === 'palette' && <Palette query={query} onQuery={setQuery} onClose={close} />}
      {shown === 'help' && <ShortcutHelp onClosed={() => close(null)} />}
    </>
  )
}

/** Whether a dialog is open: it takes its keys itself. */
function hasDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}
