/** The lines of a document that somebody marked: questions, answers, actions (tasks among them) and decisions. */
import type { DocNode } from '../../shared/schema/doc-json.ts'
import { plainTextOf } from '../../shared/schema/doc-json.ts'
import { dayOrNull, isMinuteKind, type MinuteKind } from '../../shared/schema/minute-words.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'

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
  const inside = (node.content ?? []).flatMap(minutesIn)
  const kind = node.type === 'taskItem' ? 'action' : node.type === 'minute' ? node.attrs?.['kind'] : null
  if (!isMinuteKind(kind)) return inside
  const text = oneLine(node)
  if (text === '') return inside
  const { who, due, checked } = node.attrs ?? {}
  const done = node.type === 'taskItem' ? checked === true : null
  const name = typeof who === 'string' && who !== '' ? who : null
  return [{ kind, text, who: name, due: dayOrNull(due), done, words: longestText(node) }, ...inside]
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
