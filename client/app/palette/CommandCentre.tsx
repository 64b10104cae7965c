/**
 * The button for the search in the header, and the keys that open it and the list of shortcuts on every page. Both
 * dialogs are loaded when they are first wanted.
 */
import { UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useCommands, type SiteCommand } from '../../components/commands/site-commands.ts'
import { ariaShortcut, hasCommandKey, shortcutLabel } from '../../editor/shortcut-label.ts'
import classes from './CommandCentre.module.css'
import { rememberCommand } from './recent-commands.ts'
import { siteKeyOf, takesText, type SiteKeyId } from './site-keys.ts'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))
const ShortcutHelp = lazy(async () => ({ default: (await import('./ShortcutHelp.tsx')).ShortcutHelp }))

const SHORTCUT = 'Mod-k'

export function CommandCentre() {
  const [shown, setShown] = useState<SiteKeyId | null>(null)
  /** What had the focus before: it gets it back before a command runs. */
  const opener = useRef<Element | null>(null)
  const isMac = hasCommandKey()

  const open = useCallback((what: SiteKeyId) => {
    opener.current = document.activeElement
    // What is typed before the dialog is there must not go into the text.
    if (takesText(opener.current)) (opener.current as HTMLElement).blur()
    setShown(what)
  }, [])

  const close = useCallback((chosen: SiteCommand | null) => {
    flushSync(() => setShown(null))
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    if (!chosen) return
    rememberCommand(chosen.id)
    chosen.run()
  }, [])

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const wanted = siteKeyOf(event, { isInText: takesText(document.activeElement), isMac })
      if (wanted === null || event.isComposing) return
      event.preventDefault()
      if (shown === wanted) return close(null)
      // A dialog that is open has to be answered first.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') === null) open(wanted)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [shown, open, close, isMac])

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
      <Suspense fallback={null}>
        {shown === 'palette' && <Palette onClose={close} />}
        {shown === 'help' && <ShortcutHelp onClosed={() => close(null)} />}
      </Suspense>
    </>
  )
}
