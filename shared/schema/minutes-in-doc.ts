/** The lines of a document that somebody marked: questions, answers, actions (tasks among them) and decisions. */
import type { DocNode } from './doc-json.ts'
import { plainTextOf } from './doc-json.ts'
import { dayOrNull, isMinuteKind, type MinuteKind } from './minute-words.ts'
import { plainMinutes } from './plain-minutes.ts'

export interface MinuteInDoc {
  readonly kind: MinuteKind
  /** One line. */
  readonly text: string
  readonly who: string | null
  readonly due: string | null
  readonly done: boolean | null
  /** The longest part of the text that is nothing but text, to find the line by. */
  readonly words: string
}

/** In the order of the text, without what is off the record and without empty ones. */
export function minutesInDoc(doc: DocNode): readonly MinuteInDoc[] {
  return (doc.content ?? []).flatMap(minutesIn)
}

function minutesIn(node: DocNode): readonly MinuteInDoc[] {
  if (node.type === 'offRecord') return []
  const minute = minuteOf(node)
  const inside = (node.content ?? []).flatMap(minutesIn)
  return minute === null ? inside : [minute, ...inside]
}

/** What a node itself says as a minute, or null: it is none, or an empty one. What stands inside of it is not looked at. */
export function minuteOf(node: DocNode): MinuteInDoc | null {
  const kind = node.type === 'taskItem' ? 'action' : node.type === 'minute' ? node.attrs?.['kind'] : null
  if (!isMinuteKind(kind)) return null
  const text = oneLine(node)
  if (text === '') return null
  const { who, due, checked } = node.attrs ?? {}
  const done = node.type === 'taskItem' ? checked === true : null
  const name = typeof who === 'string' && who !== '' ? who : null
  return { kind, text, who: name, due: dayOrNull(due), done, words: longestText(node) }
}

/** The node's own text: what stands in lists below a task is not the task. */
function oneLine({ type, content = [] }: DocNode): string {
  const own = type === 'taskItem' ? content.filter((child) => child.type === 'paragraph') : content
  const blocks = type === 'minute' ? [{ type: 'paragraph', content: own }] : own
  return plainTextOf(plainMinutes({ type: 'doc', content: blocks }))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function longestText(node: DocNode): string {
  const [first] = textRuns(node).toSorted((one, other) => other.length - one.length)
  return (first ?? '').trim()
}

/** Texts without a name, a time or a gap in them. */
function textRuns({ type, content = [] }: DocNode): readonly string[] {
  if (!content.some((child) => child.type === 'text')) {
    return content.filter((child) => type !== 'taskItem' || child.type === 'paragraph').flatMap(textRuns)
  }
  const runs = ['']
  for (const child of content) {
    if (child.type === 'text') runs.push((runs.pop() ?? '') + (child.text ?? ''))
    else runs.push('')
  }
  return runs
}
