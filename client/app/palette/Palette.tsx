/**
 * The search for commands and places: a field with a list below it (ARIA combobox). The focus stays in the field, the
 * arrows go through the list. What was chosen runs only when this is gone and the focus is back where it was.
 */
// The tags for these roles hold no icons and no groups with names.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { CloseButton, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconFileSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useLocation, useRoute } from 'wouter'
import { readCommands, type SiteCommand } from '../../components/commands/site-commands.ts'
import { hasCommandKey, shortcutLabel } from '../../editor/shortcut-label.ts'
import { eventQuery, eventsQuery } from '../queries.ts'
import classes from './Palette.module.css'
import { placesOfEvent, placesOfSite } from './places.ts'
import { listCommands } from './rank-commands.ts'
import { readRecent } from './recent-commands.ts'

export function Palette({
  query,
  onQuery,
  onClose,
}: {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onClose: (chosen: SiteCommand | null) => void
}) {
  const id = useId()
  const small = useMediaQuery('(max-width: 40rem)', undefined, { getInitialValueInEffect: false })
  const [at, setAt] = useState(0)
  const [recent] = useState(readRecent)
  const commands = useAllCommands()
  const fitting = useMemo(() => listCommands(commands, query, recent), [commands, query, recent])
  const inNotes = useSearchInNotes(query.trim())
  const groups = inNotes ? [...fitting, { title: 'In all texts', commands: [inNotes] }] : fitting
  const shown = groups.flatMap((group) => group.commands)
  const places = new Map(shown.map((command, place) => [command, place]))
  const active = Math.min(at, shown.length - 1)
  const optionId = (index: number): string => `${id}-${index}`

  function handleKey(event: KeyboardEvent) {
    // While characters are being composed the keys belong to that.
    if (event.nativeEvent.isComposing) return
    const next = nextOf(event.key, { at: active, count: shown.length })
    if (next !== null) {
      event.preventDefault()
      setAt(next)
      return
    }
    const chosen = shown[active]
    if (event.key !== 'Enter' || !chosen) return
    event.preventDefault()
    onClose(chosen)
  }

  return (
    <Modal.Root
      opened
      onClose={() => onClose(null)}
      returnFocus={false}
      size="38rem"
      yOffset="11dvh"
      fullScreen={small}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Search and commands">
        <div className={classes.frame}>
          <div className={classes.top}>
            <input
              data-autofocus
              className={classes.input}
              type="text"
              role="combobox"
              aria-label="Search for commands, sessions and tracks"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={active >= 0 ? optionId(active) : undefined}
              placeholder="Search for commands, sessions, tracks"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              enterKeyHint="go"
              value={query}
              onChange={(event) => {
                onQuery(event.currentTarget.value)
                setAt(0)
              }}
              onKeyDown={handleKey}
            />
            <CloseButton aria-label="Close" onClick={() => onClose(null)} />
          </div>
          <div id={`${id}-list`} role="listbox" aria-label="Results" className={classes.list}>
            {groups.map(({ title, commands: own }) => (
              <div key={title} role="group" aria-label={title}>
                <p className={classes.group} aria-hidden="true">
                  {title}
                </p>
                {own.map((command) => {
                  const place = places.get(command) ?? 0
                  return (
                    <Option
                      key={command.id}
                      id={optionId(place)}
                      command={command}
                      isActive={place === active}
                      onPoint={() => setAt(place)}
                      onChoose={() => onClose(command)}
                    />
                  )
                })}
              </div>
            ))}
          </div>
          <output className={fitting.length > 0 ? 'visually-hidden' : classes.none}>
            {fitting.length > 0
              ? `${shown.length} found`
              : `No command and no title fits “${query.trim()}”. Try a part of it.`}
          </output>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

function Option({
  id,
  command,
  isActive,
  onPoint,
  onChoose,
}: {
  readonly id: string
  readonly command: SiteCommand
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}) {
  const { label, detail, icon: OptionIcon, shortcut } = command
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // The keyboard reaches it through the field.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      onMouseMove={isActive ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={classes.icon}>{OptionIcon && <OptionIcon size={18} aria-hidden="true" />}</span>
      <span className={classes.words}>
        <span className={classes.label}>{label}</span>
        {detail && <span className={classes.detail}> {detail}</span>}
      </span>
      {shortcut && <kbd className={classes.keys}>{shortcutLabel(shortcut, hasCommandKey())}</kbd>}
    </div>
  )
}

/** Leads on to the search in everything that was written, for what no title holds. */
function useSearchInNotes(words: string): SiteCommand | null {
  const [, navigate] = useLocation()
  const [inEvent, params] = useRoute('/e/:event/*?')
  if (words === '') return null
  const page = inEvent ? `/e/${params.event}/search` : '/search'
  return {
    id: 'search notes',
    group: 'places',
    label: `Search notes for “${words}”`,
    icon: IconFileSearch,
    run: () => navigate(`${page}?${new URLSearchParams({ q: words })}`),
  }
}

/** What the page offers, and the places that one can go to from anywhere. */
function useAllCommands(): readonly SiteCommand[] {
  const [, navigate] = useLocation()
  const [inEvent, params] = useRoute('/e/:event/*?')
  const slug = inEvent ? params.event : ''
  const events = useQuery(eventsQuery)
  const event = useQuery({ ...eventQuery(slug), enabled: inEvent })
  const [offered] = useState(readCommands)
  return useMemo(() => {
    const here = event.data ? placesOfEvent(event.data, navigate) : []
    const known = new Set(here.map(({ id }) => id))
    const elsewhere = placesOfSite(events.data?.events ?? [], navigate).filter(({ id }) => !known.has(id))
    return [...offered, ...here, ...elsewhere]
  }, [offered, event.data, events.data, navigate])
}

function nextOf(key: string, { at, count }: { readonly at: number; readonly count: number }): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'PageDown':
      return Math.min(at + 8, count - 1)
    case 'PageUp':
      return Math.max(at - 8, 0)
    default:
      return null
  }
}
