/**
 * What minutes need beyond text: questions and answers, actions, decisions, marks of time, gaps, names, and what is off
 * the record. Each reads well as plain text: `plain-minutes.ts` says how.
 */
import { Node, type Extensions } from '@tiptap/core'
import { dayOrNull, isMinuteKind, MISSED_TEXT, personText, timeStampText } from './minute-words.ts'

/** Attributes of who has to do something until when; minutes and tasks share them. */
export function dutyAttributes() {
  return {
    /** A name; null: nobody yet. */
    who: {
      default: null,
      parseHTML: (element: HTMLElement) => element.dataset['who'] || null,
      renderHTML: ({ who }: Record<string, unknown>) => (who ? { 'data-who': who } : {}),
      keepOnSplit: false,
    },
    /** A day; null: none. */
    due: {
      default: null,
      parseHTML: (element: HTMLElement) => dayOrNull(element.dataset['due']),
      renderHTML: ({ due }: Record<string, unknown>) => (due ? { 'data-due': due } : {}),
      keepOnSplit: false,
    },
  }
}

/**
 * A question, an answer, an action or a decision: one line of text with whose it is (`who`) and, for an action, until
 * when (`due`).
 */
const Minute = Node.create({
  name: 'minute',
  group: 'block',
  content: 'inline*',
  defining: true,

  addAttributes() {
    return {
      kind: {
        default: 'question',
        parseHTML: (element) => {
          const { minute } = element.dataset
          return isMinuteKind(minute) ? minute : 'question'
        },
        renderHTML: ({ kind }) => ({ 'data-minute': kind as unknown }),
      },
      ...dutyAttributes(),
    }
  },
  parseHTML: () => [{ tag: 'div[data-minute]' }, { tag: 'p[data-minute]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes, 0],
})

/** When something was said: `at` is the instant (ISO 8601), `label` what people read, `10:32, 12 min in`. */
const TimeStamp = Node.create({
  name: 'timeStamp',
  group: 'inline',
  inline: true,
  atom: true,

  addAttributes() {
    return {
      at: {
        default: null,
        parseHTML: (element) => element.getAttribute('datetime'),
        renderHTML: ({ at }) => ({ datetime: at as unknown }),
      },
      label: {
        default: '',
        parseHTML: (element) => element.textContent.replace(/^\[|\]$/g, ''),
        renderHTML: () => ({}),
      },
    }
  },
  parseHTML: () => [{ tag: 'time[datetime]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['time', HTMLAttributes, timeStampText(node.attrs)],
  renderText: ({ node }) => timeStampText(node.attrs),
})

/** A gap: the scribe did not catch what was said, and somebody else may fill it in. */
const Missed = Node.create({
  name: 'missed',
  group: 'inline',
  inline: true,
  atom: true,
  parseHTML: () => [{ tag: 'span[data-missed]' }],
  renderHTML: () => ['span', { 'data-missed': '' }, MISSED_TEXT],
  renderText: () => MISSED_TEXT,
})

/** Somebody by name, completed from those who take part. */
const PersonName = Node.create({
  name: 'personName',
  group: 'inline',
  inline: true,
  atom: true,

  addAttributes() {
    return {
      name: {
        default: '',
        parseHTML: (element) => element.textContent.trim(),
        renderHTML: () => ({}),
      },
    }
  },
  parseHTML: () => [{ tag: 'span[data-person]' }],
  renderHTML: ({ node }) => ['span', { 'data-person': '' }, personText(node.attrs)],
  renderText: ({ node }) => personText(node.attrs),
})

/** Blocks that never leave the notes: no export, no reading page and no summary has them. */
const OffRecord = Node.create({
  name: 'offRecord',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'div[data-off-record]' }],
  renderHTML: () => ['div', { 'data-off-record': '' }, 0],
})

export const minuteExtensions: Extensions = [Minute, TimeStamp, Missed, PersonName, OffRecord]
