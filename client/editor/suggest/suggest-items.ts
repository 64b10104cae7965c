/** What the two lists offer: everything that can be put in at a `/`, and names at an `@`. */
import type { Editor } from '@tiptap/core'
import { EDITOR_COMMANDS, type CommandContext, type EditorCommand } from '../commands.ts'
import type { Suggestion } from './find-suggestion.ts'
import { matching, type Matchable } from './match.ts'

export interface SuggestItem extends Matchable {
  /** A word that finds it, shown beside it. */
  readonly hint?: string
  /** Puts it in the place of what was typed. */
  readonly pick: (editor: Editor, suggestion: Suggestion) => void
}

type Group = EditorCommand['group']

/** In the order of the list; commands of other groups work on text that is there. */
const GROUP_NAMES: Partial<Record<Group, string>> = {
  minutes: 'Minutes',
  heading: 'Headings',
  list: 'Lists',
  block: 'Blocks',
}

/** Other words for commands, by their ids; the first one is shown. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  question: ['q', 'ask'],
  answer: ['a', 'reply'],
  action: ['todo', 'ai', 'action item'],
  decision: ['d', 'decided', 'agreed'],
  timeStamp: ['now', 'time', 'clock'],
  missed: ['gap', '?'],
  offRecord: ['off', 'private', 'confidential'],
  heading1: ['h1', 'title'],
  heading2: ['h2'],
  heading3: ['h3'],
  bulletList: ['ul', 'points'],
  orderedList: ['ol', '1.', 'ordered list'],
  taskList: ['task', 'todo', 'checkbox'],
  blockquote: ['blockquote', 'citation'],
  codeBlock: ['pre', 'source'],
  table: ['grid', 'rows', 'columns'],
  rule: ['hr', 'rule', 'divider', '---'],
  image: ['img', 'picture', 'photo'],
}

/** These change what is there. */
const NOT_INSERTED: ReadonlySet<string> = new Set(['duty'])

function itemOf(command: EditorCommand, editLink: CommandContext['editLink']): SuggestItem[] {
  const group = GROUP_NAMES[command.group]
  if (group === undefined || NOT_INSERTED.has(command.id)) return []
  const aliases = ALIASES[command.id] ?? []
  return [
    {
      label: command.label,
      group,
      aliases,
      ...(aliases[0] === undefined ? {} : { hint: `/${aliases[0]}` }),
      pick: (editor, { from, to }) => {
        editor.commands.deleteRange({ from, to })
        command.run({ editor, editLink })
      },
    },
  ]
}

/** Everything that can be put in where the caret is, as far as it fits the query. */
export function insertItems(
  editor: Editor,
  query: string,
  editLink: CommandContext['editLink'],
): SuggestItem[] {
  const groups = Object.keys(GROUP_NAMES)
  const items = EDITOR_COMMANDS.filter(({ isEnabled }) => isEnabled?.(editor) ?? true)
    .sort((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group))
    .flatMap((command) => itemOf(command, editLink))
  return matching(items, query)
}

/** Names that fit the query. */
export function nameItems(names: readonly Matchable[], query: string): SuggestItem[] {
  return matching(names, query).map((name) => ({
    ...name,
    pick: (editor, { from, to }) => {
      editor.commands.command(({ tr, state }) => {
        const person = state.schema.nodes['personName']?.create({ name: name.label })
        if (person) tr.replaceWith(from, to, person)
        return person !== undefined
      })
    },
  }))
}
