import { IconDownload, IconLogin2 } from '@tabler/icons-react'
import { describe, expect, it } from 'vitest'
import { listCommands, scoreOf } from '../../../../client/app/palette/rank-commands.ts'
import { withRecent } from '../../../../client/app/palette/recent-commands.ts'
import { filterShortcuts, shortcutGroups } from '../../../../client/app/palette/shortcut-groups.ts'
import { siteKeyOf, typedText } from '../../../../client/app/palette/site-keys.ts'
import { commandsOfEntries } from '../../../../client/components/commands/menu-commands.ts'
import type { CommandGroup, SiteCommand } from '../../../../client/components/commands/site-commands.ts'
import { EDITOR_COMMANDS } from '../../../../client/editor/commands.ts'
import { MARKDOWN_KEYS, NOTE_KEYS } from '../../../../client/editor/note-keys.ts'
import { shortcutLabel } from '../../../../client/editor/shortcut-label.ts'

function command(label: string, more: { group?: CommandGroup; detail?: string } = {}): SiteCommand {
  return { id: label, group: more.group ?? 'page', label, detail: more.detail, run: () => undefined }
}

function labelsFor(commands: readonly SiteCommand[], query: string, recent: readonly string[] = []) {
  return listCommands(commands, query, recent).flatMap((group) => group.commands.map(({ label }) => label))
}

const press = (
  key: string,
  held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
})

describe('the search for commands', () => {
  it('[FIND-1] labels that begin with it come before words that do, those before the rest', () => {
    const commands = [
      command('Details', { detail: 'tracing of boots' }),
      command('Extracting'),
      command('Boot-time tracing'),
      command('Tracing'),
    ]
    expect(labelsFor(commands, 'trac')).toEqual(['Tracing', 'Boot-time tracing', 'Extracting', 'Details'])
  })

  it('[FIND-1] words fit in any order, whatever their case or accents', () => {
    expect(scoreOf(command('Café für alle'), 'ALLE cafe')).toBeGreaterThan(0)
    expect(scoreOf(command('Cafe fur alle'), 'für')).toBeGreaterThan(0)
    expect(scoreOf(command('Boot-time tracing'), 'boot maps')).toBe(0)
  })

  it('[FIND-1] what begins with all that was typed comes before what has its words apart', () => {
    const commands = [command('Real tests in time'), command('Real time kernels')]
    expect(labelsFor(commands, 'real time')).toEqual(['Real time kernels', 'Real tests in time'])
  })

  it('[FIND-1] the group with the best fit comes first', () => {
    const commands = [
      command('Scheduling', { group: 'tracks' }),
      command('Undo scheduling', { group: 'page' }),
    ]
    expect(listCommands(commands, 'sched', []).map(({ title }) => title)).toEqual(['Tracks', 'This page'])
  })

  it('[FIND-2] with nothing typed, what was used last comes first, once', () => {
    const commands = ['One', 'Two', 'Three'].map((label) => command(label))
    const [recent, rest] = listCommands(commands, ' ', ['Three', 'gone', 'One'])
    expect(recent?.commands.map(({ label }) => label)).toEqual(['Three', 'One'])
    expect(rest?.commands.map(({ label }) => label)).toEqual(['Two'])
  })

  it('[FIND-2] a few are remembered, the newest first', () => {
    const used = ['a', 'b', 'c', 'd', 'e', 'f', 'b']
    expect(used.reduce<readonly string[]>(withRecent, [])).toEqual(['b', 'f', 'e', 'd', 'c'])
  })

  it('[FIND-3] entries of a menu are commands under their heading', () => {
    const done: string[] = []
    const commands = commandsOfEntries(
      [
        { kind: 'link', label: 'Sign in', icon: IconLogin2, href: '/sign-in' },
        { kind: 'heading', label: 'Notes' },
        { kind: 'action', label: 'Download', icon: IconDownload, onSelect: () => done.push('download') },
        { kind: 'choice', label: 'Dark', chosen: true, onSelect: () => done.push('dark') },
      ],
      { group: 'page', navigate: (href) => done.push(href) },
    )
    expect(commands.map(({ label }) => label)).toEqual(['Sign in', 'Notes: Download', 'Notes: Dark'])
    expect(new Set(commands.map(({ id }) => id)).size).toBe(3)
    for (const { run } of commands) run()
    expect(done).toEqual(['/sign-in', 'download', 'dark'])
  })
})

describe('keys of the site', () => {
  it('[FIND-5] a plain character opens the list only where nobody types', () => {
    expect(siteKeyOf(press('?', { shift: true }), { isInText: false, isMac: false })).toBe('help')
    expect(siteKeyOf(press('?', { shift: true }), { isInText: true, isMac: false })).toBeNull()
    expect(siteKeyOf(press('k', { ctrl: true }), { isInText: true, isMac: false })).toBe('palette')
    expect(siteKeyOf(press('/', { ctrl: true, shift: true }), { isInText: true, isMac: false })).toBe('help')
  })

  it('[FIND-15] characters and Backspace write, whatever else is pressed does not', () => {
    expect(typedText('bo', press('O', { shift: true }))).toBe('boO')
    expect(typedText('bo', press('😀'))).toBe('bo😀')
    expect(typedText('bo😀', press('Backspace'))).toBe('bo')
    expect(typedText('', press('Backspace'))).toBe('')
    const others = [press('Enter'), press('Escape'), press('k', { ctrl: true }), press('k', { meta: true })]
    expect(others.map((key) => typedText('bo', key))).toEqual([null, null, null, null])
  })

  it('[FIND-5] other modifiers are other keys', () => {
    const inText = { isInText: true, isMac: true }
    expect(siteKeyOf(press('k', { meta: true }), inText)).toBe('palette')
    // Deletes to the end of the line there.
    expect(siteKeyOf(press('k', { ctrl: true }), inText)).toBeNull()
    expect(siteKeyOf(press('k', { meta: true, shift: true }), inText)).toBeNull()
    expect(siteKeyOf(press('k', { meta: true, alt: true }), inText)).toBeNull()
  })

  it('[FIND-5] the list holds every shortcut once, as the machine writes it', () => {
    for (const isMac of [false, true]) {
      const entries = shortcutGroups(isMac).flatMap((group) => group.entries)
      const keys = entries.filter(({ joinedBy }) => joinedBy === 'or').flatMap((entry) => entry.keys)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { label, shortcut } of EDITOR_COMMANDS) {
        if (shortcut === null) continue
        const entry = entries.find((candidate) => candidate.keys.includes(shortcutLabel(shortcut, isMac)))
        expect(entry?.label).toBe(label)
      }
      const labels = entries.map(({ label }) => label)
      for (const { label } of [...NOTE_KEYS, ...MARKDOWN_KEYS]) expect(labels).toContain(label)
    }
  })

  it('[FIND-5] the list is searched by names and keys', () => {
    const [found] = filterShortcuts(shortcutGroups(false), 'alt+f10')
    expect(found?.entries.map(({ keys }) => keys)).toEqual([['Alt+F10']])
    expect(filterShortcuts(shortcutGroups(false), 'nothing like it')).toEqual([])
  })
})
