/** Every shortcut there is, grouped, from the lists that also bind the keys. */
import { EDITOR_COMMANDS } from '../../editor/commands.ts'
import { MARKDOWN_KEYS, NOTE_KEYS } from '../../editor/note-keys.ts'
import { shortcutLabel } from '../../editor/shortcut-label.ts'
import { matchesWords } from '../../components/programme/filter-programme.ts'
import { SITE_KEYS } from './site-keys.ts'

export interface ShortcutEntry {
  readonly label: string
  /** As they are written for people. */
  readonly keys: readonly string[]
  readonly joinedBy: 'or' | 'then'
}

export interface ShortcutGroup {
  readonly title: string
  readonly entries: readonly ShortcutEntry[]
}

const GROUP_TITLES: Readonly<Record<string, string>> = {
  history: 'Undo',
  text: 'Text',
  heading: 'Headings',
  list: 'Lists',
  block: 'Blocks',
}

export function shortcutGroups(isMac: boolean): readonly ShortcutGroup[] {
  const write = (key: string): string => shortcutLabel(key, isMac)
  return [
    { title: 'Everywhere', entries: siteEntries(write) },
    {
      title: 'In a note',
      entries: NOTE_KEYS.map(({ label, keys, isSequence }) => ({
        label,
        keys: keys.map(write),
        joinedBy: isSequence ? 'then' : 'or',
      })),
    },
    ...commandGroups(write),
    {
      title: 'Typed in the text',
      entries: MARKDOWN_KEYS.map(({ label, typed }) => ({ label, keys: [typed], joinedBy: 'or' })),
    },
  ]
}

/** What fits a search, by the name of the group, what the shortcut does, or its keys. */
export function filterShortcuts(groups: readonly ShortcutGroup[], query: string): readonly ShortcutGroup[] {
  return groups
    .map(({ title, entries }) => ({
      title,
      entries: entries.filter(({ label, keys }) => matchesWords(query.trim(), [title, label, ...keys])),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** Several keys for one thing are one entry. */
function siteEntries(write: (key: string) => string): readonly ShortcutEntry[] {
  const ids = [...new Set(SITE_KEYS.map(({ id }) => id))]
  return ids.map((id) => {
    const own = SITE_KEYS.filter((key) => key.id === id)
    return { label: own[0]?.label ?? id, keys: own.map(({ shortcut }) => write(shortcut)), joinedBy: 'or' }
  })
}

function commandGroups(write: (key: string) => string): readonly ShortcutGroup[] {
  const groups = new Map<string, ShortcutEntry[]>()
  for (const { group, label, shortcut } of EDITOR_COMMANDS) {
    if (shortcut === null) continue
    const title = GROUP_TITLES[group] ?? group.charAt(0).toUpperCase() + group.slice(1)
    const entries = groups.get(title) ?? []
    entries.push({ label, keys: [write(shortcut)], joinedBy: 'or' })
    groups.set(title, entries)
  }
  return [...groups].map(([title, entries]) => ({ title, entries }))
}
