/**
 * Minutes as text that every format has: `Question (Ada): …` in bold and so on. Exports and reading pages write the plain
 * form; imports read it back. What is off the record is left out, unless the asker is somebody who writes the notes.
 */
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from './doc-json.ts'
import {
  dayOrNull,
  isMinuteKind,
  MINUTE_KINDS,
  MINUTE_NAMES,
  MISSED_TEXT,
  personText,
  timeStampText,
} from './minute-words.ts'

interface PlainOptions {
  /** True for a copy that stays with those who write: a rescue of text, never an export. */
  readonly keepOffRecord?: boolean
}

/**
 * The document without the nodes of minutes.ts, and with no words lost but those off the record. An `anchor` and a `source`
 * that a page gave to a minute (server/export/site/prepare-doc.ts, server/documents/link-sources.ts) stay with its paragraph.
 */
export function plainMinutes(doc: DocNode, { keepOffRecord = false }: PlainOptions = {}): DocJson {
  return docOf(plainNodes((keepOffRecord ? doc : onTheRecord(doc)).content))
}

/** The document without what is off the record; everything else as it is. */
export function onTheRecord<Doc extends DocNode>(doc: Doc): Doc {
  return hasOffRecord(doc) ? { ...doc, content: keptBlocks(doc) } : doc
}

function hasOffRecord(node: DocNode): boolean {
  return node.type === 'offRecord' || (node.content ?? []).some(hasOffRecord)
}

function keptBlocks(node: DocNode): DocNode[] {
  const kept = (node.content ?? []).flatMap((child) => {
    if (child.type === 'offRecord') return []
    return hasOffRecord(child) ? [{ ...child, content: keptBlocks(child) }] : [child]
  })
  // Every node that holds blocks holds one at least.
  return kept.length > 0 ? kept : [paragraphOf('')]
}

function plainNodes(nodes: readonly DocNode[] = []): DocNode[] {
  return joinTexts(nodes.flatMap(plainNode))
}

function plainNode(node: DocNode): DocNode[] {
  switch (node.type) {
    case 'minute':
      return [plainMinute(node)]
    case 'timeStamp':
      return [textOf(timeStampText(node.attrs))]
    case 'missed':
      return [textOf(MISSED_TEXT)]
    case 'personName': {
      const name = personText(node.attrs)
      return name === '' ? [] : [textOf(name)]
    }
    case 'offRecord':
      return [
        { type: 'paragraph', content: [textOf('Off the record:', [{ type: 'bold' }])] },
        ...plainNodes(node.content),
      ]
    case 'taskItem':
      return [plainTask(node)]
    default: {
      const { content, ...rest } = node
      const plain = plainNodes(content)
      return [plain.length > 0 ? { ...rest, content: plain } : rest]
    }
  }
}

const GIVEN_ATTRIBUTES = ['anchor', 'source'] as const

function plainMinute(node: DocNode): DocNode {
  const kind = isMinuteKind(node.attrs?.['kind']) ? node.attrs['kind'] : 'question'
  const duty = dutyText(node)
  const label = textOf(`${MINUTE_NAMES[kind]}${duty}:`, [{ type: 'bold' }])
  const content = plainNodes(node.content)
  const given = GIVEN_ATTRIBUTES.flatMap((name) => {
    const value = node.attrs?.[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {
    type: 'paragraph',
    ...(given.length > 0 ? { attrs: Object.fromEntries(given) } : {}),
    content: content.length > 0 ? joinTexts([label, textOf(' '), ...content]) : [label],
  }
}

/** A task with who does it until when behind its text. */
function plainTask(node: DocNode): DocNode {
  const duty = dutyText(node)
  const { who: _who, due: _due, ...attrs } = node.attrs ?? {}
  const [first, ...rest] = plainNodes(node.content)
  const text = first?.type === 'paragraph' ? first : paragraphOf('')
  const others = first?.type === 'paragraph' || !first ? rest : [first, ...rest]
  const content = joinTexts([...(text.content ?? []), ...(duty === '' ? [] : [textOf(duty)])])
  return {
    ...node,
    attrs,
    content: [{ ...text, ...(content.length > 0 ? { content } : {}) }, ...others],
  }
}

/** Names, times and gaps as text; whole blocks stay as they are. */
export function plainInline<Node extends DocNode>(node: Node): Node {
  if (!node.content) return node
  const content = node.content.flatMap((child) =>
    INLINE_ATOMS.has(child.type) ? plainNode(child) : [plainInline(child)],
  )
  return { ...node, content: joinTexts(content) }
}

const INLINE_ATOMS: ReadonlySet<string> = new Set(['timeStamp', 'missed', 'personName'])

/** ` (Ada, due 2026-11-25)`; empty when neither is known. */
function dutyText({ attrs }: DocNode): string {
  const who = typeof attrs?.['who'] === 'string' ? attrs['who'].trim() : ''
  const due = dayOrNull(attrs?.['due'])
  const parts = [...(who === '' ? [] : [who]), ...(due === null ? [] : [`due ${due}`])]
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

/** Neighbouring texts with the same marks as one: what stood between them is text now. */
function joinTexts(nodes: readonly DocNode[]): DocNode[] {
  const out: DocNode[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    const isSame =
      node.type === 'text' &&
      last?.type === 'text' &&
      JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? [])
    if (isSame) out[out.length - 1] = { ...last, text: `${last.text ?? ''}${node.text ?? ''}` }
    else out.push(node)
  }
  return out
}

const LABEL = new RegExp(
  `^(${MINUTE_KINDS.map((kind) => MINUTE_NAMES[kind]).join('|')})(?: \\((.{1,200})\\))?:$`,
)
const DUTY_AT_END = / \(([^()]{0,200}?)(?:, )?due (\d{4}-\d{2}-\d{2})\)$/

/** The reverse of `plainMinutes` for what is certain: bold labels at the start of a paragraph, and days that tasks are due. */
export function readMinutes<Doc extends DocNode>(doc: Doc): Doc {
  return doc.content ? { ...doc, content: doc.content.map(readBlock) } : doc
}

function readBlock(node: DocNode): DocNode {
  if (node.type === 'paragraph') return readMinute(node) ?? node
  if (node.type === 'taskItem') return readTask(node)
  // A list item has to begin with a paragraph.
  if (node.type === 'listItem') {
    const [first, ...rest] = node.content ?? []
    return first ? { ...node, content: [first, ...rest.map(readBlock)] } : node
  }
  return node.content && node.type !== 'heading' && node.type !== 'codeBlock'
    ? { ...node, content: node.content.map(readBlock) }
    : node
}

function readMinute({ content = [] }: DocNode): DocNode | null {
  const [label, ...rest] = content
  const isBold = label?.marks?.length === 1 && label.marks[0]?.type === 'bold'
  const [, name, duty] = (isBold && LABEL.exec(label.text ?? '')) || []
  const kind = MINUTE_KINDS.find((candidate) => MINUTE_NAMES[candidate] === name)
  if (!kind) return null
  const [first, ...others] = rest
  const text = first?.type === 'text' ? (first.text ?? '').replace(/^ /, '') : null
  const inner =
    first === undefined ? [] : text === null ? rest : text === '' ? others : [{ ...first, text }, ...others]
  return {
    type: 'minute',
    attrs: { kind, ...readDuty(duty ?? '') },
    ...(inner.length > 0 ? { content: inner } : {}),
  }
}

function readDuty(duty: string): { who: string | null; due: string | null } {
  const [, before = '', day] = /^(?:(.*), )?due (\d{4}-\d{2}-\d{2})$/.exec(duty) ?? []
  const due = dayOrNull(day)
  return due === null ? { who: duty || null, due: null } : { who: before || null, due }
}

function readTask(node: DocNode): DocNode {
  const [first, ...rest] = node.content ?? []
  const last = first?.type === 'paragraph' ? first.content?.at(-1) : undefined
  const [found, who = '', day] = (last?.type === 'text' && DUTY_AT_END.exec(last.text ?? '')) || []
  const due = dayOrNull(day)
  const others = rest.map(readBlock)
  if (!first || !last || found === undefined || due === null) {
    return first ? { ...node, content: [first, ...others] } : node
  }
  const text = (last.text ?? '').slice(0, -found.length)
  const content = [...(first.content ?? []).slice(0, -1), ...(text === '' ? [] : [{ ...last, text }])]
  const { content: _content, ...emptyFirst } = first
  return {
    ...node,
    attrs: { ...node.attrs, who: who || null, due },
    content: [content.length > 0 ? { ...first, content } : emptyFirst, ...others],
  }
}
