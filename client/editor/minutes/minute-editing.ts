/** How minutes are written: their commands, what Enter and Backspace do in them, and what typing turns into them. */
import { Extension, InputRule } from '@tiptap/core'
import type { Node, NodeType, ResolvedPos } from '@tiptap/pm/model'
import { NodeSelection } from '@tiptap/pm/state'
import type { MinuteKind } from '../../../shared/schema/minute-words.ts'
import { undoManagerOf } from '../undo-manager.ts'
import {
  backspaceInMinute,
  enterInMinute,
  insertAtom,
  lineToMinute,
  nameToMinute,
  putAtom,
  toggleOffRecord,
} from './minute-commands.ts'
import { stampLabel } from './stamp-label.ts'

export interface MinuteEditingOptions {
  /** Whose clock goes into marks of time, and when the session begins (ISO 8601; null: nobody knows). */
  readonly sessionTime: () => { readonly timeZone: string; readonly start: string | null }
  readonly now: () => Date
  /** The one person whom somebody means who typed this, or null. */
  readonly nameMeant: (doc: Node, typed: string) => string | null
  /** Asks whose a minute or task is; `position` is that of its node. */
  readonly editDuty: (position: number) => void
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    minuteEditing: {
      /** Makes the lines minutes of a kind; again: plain text. */
      toggleMinute: (kind: MinuteKind) => ReturnType
      toggleOffRecord: () => ReturnType
      insertTimeStamp: () => ReturnType
      insertMissed: () => ReturnType
      /** Asks whose the minute or task at the caret is, and until when. */
      editDuty: () => ReturnType
    }
  }
}

/** What begins a line that is to be a minute, also as standards bodies and chat robots write it. */
const LINE_STARTS: readonly (readonly [RegExp, MinuteKind])[] = [
  [/^(?:Q|QUESTION|[Qq]uestion): $/, 'question'],
  [/^(?:A|ANSWER|[Aa]nswer): $/, 'answer'],
  [/^(?:AI|TODO|[Tt]odo|ACTION|[Aa]ction): $/, 'action'],
  [/^(?:D|DECISION|[Dd]ecision|AGREED|RESOLVED|RESOLUTION): $/, 'decision'],
]
/** What begins a minute that is somebody's. */
const NAME_START = /^([^\s:][^:]{0,60}): $/

const GAP = /\[(?:missed|\?)\]$/
const NOW = /(?:^|\s)(\/\/now )$/

/** Where the minute or task around a place begins; null when there is none. */
export function dutyPositionAt($place: ResolvedPos): number | null {
  for (let depth = $place.depth; depth > 0; depth -= 1) {
    if (hasDuty($place.node(depth).type)) return $place.before(depth)
  }
  return null
}

/** Whether nodes of the type say whose they are. */
export function hasDuty(type: NodeType): boolean {
  return type.name === 'minute' || type.name === 'taskItem'
}

export const MinuteEditing = Extension.create<MinuteEditingOptions>({
  name: 'minuteEditing',
  // Before the keys of lists, which a minute can stand in.
  priority: 1_000,

  addOptions() {
    return {
      sessionTime: () => ({ timeZone: 'UTC', start: null }),
      now: () => new Date(),
      nameMeant: () => null,
      editDuty: () => undefined,
    }
  },

  addCommands() {
    const { sessionTime, now, editDuty } = this.options
    const stamp = (type: NodeType) => {
      const moment = now()
      return type.create({
        at: moment.toISOString(),
        label: stampLabel({ now: moment, ...sessionTime() }),
      })
    }
    return {
      toggleMinute:
        (kind) =>
        ({ editor, commands }) =>
          editor.isActive('minute', { kind })
            ? commands.setNode('paragraph')
            : commands.setNode('minute', { kind }),
      toggleOffRecord:
        () =>
        ({ tr, state }) =>
          toggleOffRecord(tr, state),
      insertTimeStamp:
        () =>
        ({ tr, state }) => {
          const type = state.schema.nodes['timeStamp']
          return type !== undefined && insertAtom(tr, stamp(type), true)
        },
      insertMissed:
        () =>
        ({ tr, state }) => {
          const atom = state.schema.nodes['missed']?.create()
          return atom !== undefined && insertAtom(tr, atom)
        },
      editDuty:
        () =>
        ({ state }) => {
          const position = dutyPositionAt(state.selection.$from)
          if (position === null) return false
          editDuty(position)
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    const backspace = () =>
      this.editor.commands.first(({ commands }) => [
        () => commands.undoInputRule(),
        () => commands.command(({ tr, state }) => backspaceInMinute(tr, state)),
      ])
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state
        // A selected gap waits for what was said; a new line would only throw it away.
        if (selection instanceof NodeSelection && selection.node.type.name === 'missed') return true
        return editor.commands.command(({ tr, state }) => enterInMinute(tr, state))
      },
      Backspace: backspace,
      'Shift-Backspace': backspace,
    }
  },

  addInputRules() {
    const { editor } = this
    const { nameMeant } = this.options
    // Undo then takes back the conversion alone, not what was typed before it.
    const beginStep = (): void => undoManagerOf(editor.state)?.stopCapturing()
    const lines = LINE_STARTS.map(
      ([find, kind]) =>
        new InputRule({
          find,
          handler: ({ state, range }) => {
            if (!lineToMinute(state.tr, { ...range, kind })) return null
            beginStep()
          },
        }),
    )
    return [
      ...lines,
      new InputRule({
        find: NAME_START,
        handler: ({ state, range, match }) => {
          const name = nameMeant(state.doc, match[1] ?? '')
          if (name === null || !nameToMinute(state.tr, { ...range, name })) return null
          beginStep()
        },
      }),
      new InputRule({
        find: GAP,
        handler: ({ state, range }) => {
          const atom = state.schema.nodes['missed']?.create()
          if (!atom || !putAtom(state.tr, { ...range, atom })) return null
          beginStep()
        },
      }),
      new InputRule({
        find: NOW,
        handler: ({ state, range, match, commands }) => {
          const from = range.to + 1 - (match[1]?.length ?? 0)
          if (from < 0) return null
          beginStep()
          state.tr.delete(from, range.to)
          if (!commands.insertTimeStamp()) return null
        },
      }),
    ]
  },
})
