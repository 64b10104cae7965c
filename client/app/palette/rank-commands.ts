/**
 * Which commands fit what was typed, the best first: a label that begins with it before one of whose words begins with
 * it, then one that has it inside, then one with it only in what is said beside the label. Every typed word must fit.
 */
import {
  COMMAND_GROUPS,
  type CommandGroup,
  type SiteCommand,
} from '../../components/commands/site-commands.ts'
import { foldWords } from '../../components/fold-words.ts'

export interface CommandList {
  readonly title: string
  readonly commands: readonly SiteCommand[]
}

/** More than a screen of one kind helps nobody: a letter more finds it. */
const SHOWN_IN_GROUP = 12
/** Without a search, long groups stay short, so that every group is seen. */
const SHOWN_UNASKED = 6

const BEGINS = 8
const BEGINS_A_WORD = 4
const INSIDE = 2
const BESIDE = 1

/** 0: does not fit. */
export function scoreOf(command: Pick<SiteCommand, 'label' | 'detail'>, query: string): number {
  const label = foldWords(command.label)
  const detail = foldWords(command.detail ?? '')
  const wanted = foldWords(query).trim()
  const words = wanted.split(/\s+/)
  const scores = words.map((word) => scoreOfWord(label, detail, word))
  if (scores.includes(0)) return 0
  const whole = words.length > 1 ? scoreOfWord(label, '', wanted) : 0
  return scores.reduce((sum, score) => sum + score, 0) / words.length + whole
}

function scoreOfWord(label: string, detail: string, word: string): number {
  if (label.startsWith(word)) return BEGINS
  if (beginsWord(label, word)) return BEGINS_A_WORD
  if (label.includes(word)) return INSIDE
  return detail.includes(word) ? BESIDE : 0
}

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true
  }
  return false
}

/** The commands in their groups. With nothing typed: what was used last, then everything there is, shortened. */
export function listCommands(
  commands: readonly SiteCommand[],
  query: string,
  recentIds: readonly string[],
): readonly CommandList[] {
  return query.trim() === '' ? listUnasked(commands, recentIds) : listFitting(commands, query, recentIds)
}

function listUnasked(commands: readonly SiteCommand[], recentIds: readonly string[]): readonly CommandList[] {
  const byId = new Map(commands.map((command) => [command.id, command]))
  const recent = recentIds.flatMap((id) => byId.get(id) ?? [])
  const isRecent = new Set(recent)
  const groups = groupsOf(commands.filter((command) => !isRecent.has(command)))
  return [
    ...(recent.length > 0 ? [{ title: 'Used last', commands: recent }] : []),
    ...groups.map(([group, all]) => ({
      title: COMMAND_GROUPS[group],
      commands: all.slice(0, SHOWN_UNASKED),
    })),
  ]
}

function listFitting(
  commands: readonly SiteCommand[],
  query: string,
  recentIds: readonly string[],
): readonly CommandList[] {
  const scores = new Map<SiteCommand, number>()
  for (const command of commands) {
    const score = scoreOf(command, query)
    // Of two that fit alike, the one that was used.
    if (score > 0) scores.set(command, score + (recentIds.includes(command.id) ? 0.5 : 0))
  }
  const score = (command: SiteCommand | undefined): number => (command && scores.get(command)) ?? 0
  return groupsOf([...scores.keys()])
    .map(([group, all]) => [group, all.toSorted((one, other) => score(other) - score(one))] as const)
    .toSorted(([, one], [, other]) => score(other[0]) - score(one[0]))
    .map(([group, all]) => ({ title: COMMAND_GROUPS[group], commands: all.slice(0, SHOWN_IN_GROUP) }))
}

function groupsOf(
  commands: readonly SiteCommand[],
): readonly (readonly [CommandGroup, readonly SiteCommand[]])[] {
  return (Object.keys(COMMAND_GROUPS) as CommandGroup[]).flatMap((group) => {
    const own = commands.filter((command) => command.group === group)
    return own.length > 0 ? [[group, own] as const] : []
  })
}
