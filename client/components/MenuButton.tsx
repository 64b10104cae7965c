/**
 * A button with a menu, after the ARIA pattern: arrow keys, Home, End and first letters move, Escape and Tab close,
 * focus goes back to the button before anything happens. Written here because every page has one, and the component
 * library's menu would be a sixth of such a page's script.
 */
import { UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './MenuButton.module.css'
import { withKeys } from './unique-keys.ts'

export type MenuEntry =
  | {
      readonly kind: 'action'
      readonly label: string
      readonly icon: Icon
      readonly onSelect: () => void
      readonly danger?: boolean
    }
  | { readonly kind: 'link'; readonly label: string; readonly icon: Icon; readonly href: string }
  | {
      readonly kind: 'choice'
      readonly label: string
      readonly chosen: boolean
      readonly onSelect: () => void
    }
  /** A heading above the entries that follow. */
  | { readonly kind: 'heading'; readonly label: string }

export function MenuButton({
  label,
  entries,
  children,
  className,
  top,
  align = 'end',
}: {
  /** Names the button for screen readers. */
  readonly label: string
  readonly entries: readonly MenuEntry[]
  /** What the button shows. */
  readonly children: ReactNode
  readonly className?: string | undefined
  /** Above the entries; nothing to choose there. */
  readonly top?: ReactNode
  /** Which edges of the button and the menu are in line: that where the page has no room beyond. */
  readonly align?: 'start' | 'end'
}) {
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<'first' | 'last' | null>(null)

  useEffect(() => {
    if (open === null) return undefined
    const items = itemsOf(frame.current)
    items.at(open === 'first' ? 0 : -1)?.focus()
    const handleOutside = (event: PointerEvent) => {
      if (!frame.current?.contains(event.target as Node)) setOpen(null)
    }
    document.addEventListener('pointerdown', handleOutside)
    return () => document.removeEventListener('pointerdown', handleOutside)
  }, [open])

  function choose(action: () => void) {
    setOpen(null)
    button.current?.focus()
    action()
  }

  function handleButtonKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(event.key === 'ArrowDown' ? 'first' : 'last')
  }

  function handleMenuKey(event: KeyboardEvent) {
    const items = itemsOf(frame.current)
    const at = items.findIndex((item) => item === document.activeElement)
    if (event.key === 'Escape') {
      event.preventDefault()
      choose(() => undefined)
    } else if (event.key === 'Tab') setOpen(null)
    else {
      const target = targetOfKey(event.key, items, at)
      if (!target) return
      event.preventDefault()
      target.focus()
    }
  }

  return (
    <div ref={frame} className={classes.frame}>
      <UnstyledButton
        ref={button}
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== null}
        aria-controls={open === null ? undefined : id}
        onClick={() => setOpen(open === null ? 'first' : null)}
        onKeyDown={handleButtonKey}
      >
        {children}
      </UnstyledButton>
      {open !== null && (
        <div className={classes.menu} data-align={align}>
          {top}
          <div id={id} role="menu" tabIndex={-1} aria-label={label} onKeyDown={handleMenuKey}>
            {withKeys(entries, (entry) => entry.label).map(({ key, item }) => (
              <Entry key={key} entry={item} onChoose={choose} />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

function Entry({
  entry,
  onChoose,
}: {
  readonly entry: MenuEntry
  readonly onChoose: (action: () => void) => void
}) {
  switch (entry.kind) {
    case 'heading':
      return (
        <p role="presentation" className={classes.heading}>
          {entry.label}
        </p>
      )
    case 'link':
      return (
        <Link
          href={entry.href}
          role="menuitem"
          tabIndex={-1}
          className={classes.item}
          onClick={() => onChoose(() => undefined)}
        >
          <entry.icon size={16} aria-hidden="true" />
          {entry.label}
        </Link>
      )
    case 'choice':
      return (
        <button
          type="button"
          role="menuitemradio"
          aria-checked={entry.chosen}
          tabIndex={-1}
          className={classes.item}
          // Stays open: one sees what the choice does.
          onClick={entry.onSelect}
        >
          <span className={classes.dot} />
          {entry.label}
        </button>
      )
    case 'action':
      return (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={classes.item}
          data-danger={entry.danger || undefined}
          onClick={() => onChoose(entry.onSelect)}
        >
          <entry.icon size={16} aria-hidden="true" />
          {entry.label}
        </button>
      )
    default:
      return entry satisfies never
  }
}

function itemsOf(frame: HTMLElement | null): readonly HTMLElement[] {
  return [...(frame?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
}

/** The item that a key leads to from the item at `at`; letters lead to the next item that begins with them. */
function targetOfKey(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items.at(at <= 0 ? -1 : at - 1)
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return after.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
