/**
 * The inline half of the way from a document to a Markdown tree. Where Markdown reads a character beside a marker
 * otherwise than it was meant, the character is written as a reference.
 */
import type { Literal, PhrasingContent } from 'mdast'
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { isWordCharacter } from '../../shared/markdown/character-class.ts'
import type {} from '../../shared/markdown/mdast-nodes.ts'
import { inlineRuns, joinRuns, nestRuns, type InlineRun, type InlineTree } from './inline-tree.ts'

/** One character written as `&#x…;`. */
export interface CharacterReference extends Literal {
  type: 'characterReference'
}

declare module 'mdast' {
  interface PhrasingContentMap {
    characterReference: CharacterReference
  }
  interface RootContentMap {
    characterReference: CharacterReference
  }
}

/** Where the text stands: only a paragraph has more than one line. */
export type InlinePlace = 'paragraph' | 'heading' | 'cell'

/** Inline content as Markdown nodes. */
export function inlineToMdast(nodes: readonly DocNode[] | undefined, place: InlinePlace): PhrasingContent[] {
  const runs = joinRuns(withPlainEdges(withPlainEdges(trimmedRuns(nodes), 'bold'), 'italic'))
  const content = treeToMdast(nestRuns(runs), place)
  // A break at the very end would be a backslash.
  for (let index = content.length - 1; content[index]?.type === 'break'; index--) content[index] = lineBreak()
  return content
}

/**
 * The runs of a block without the blanks that its lines begin and end with, which who types fast leaves everywhere:
 * Markdown could keep them only as references (`&#x20;`). Those in code are the code's.
 */
export function trimmedRuns(nodes: readonly DocNode[] | undefined): InlineRun[] {
  const out: InlineRun[] = []
  let line: InlineRun[] = []
  for (const run of inlineRuns(nodes)) {
    if (run.text !== null) line.push(run)
    else {
      out.push(...trimLine(line), run)
      line = []
    }
  }
  return [...out, ...trimLine(line)]
}

function trimLine(line: readonly InlineRun[]): InlineRun[] {
  const isKept = ({ text, marks }: InlineRun): boolean =>
    marks.some(({ type }) => type === 'code') || !/^[ \t]*$/.test(text ?? '')
  const first = line.findIndex(isKept)
  const last = line.findLastIndex(isKept)
  return line.slice(Math.max(0, first), last + 1).map((run, index, kept) => {
    if (run.text === null || run.marks.some(({ type }) => type === 'code')) return run
    let { text } = run
    if (index === 0) text = text.replace(/^[ \t]+/, '')
    if (index === kept.length - 1) text = text.replace(/[ \t]+$/, '')
    return { ...run, text }
  })
}

/** A break that fits into a line. */
function lineBreak(): PhrasingContent {
  return { type: 'html', value: '<br>' }
}

/**
 * Bold and italic do not show on blanks, and Markdown can write them there only with references, so they end before
 * them: `**bold** text`.
 */
function withPlainEdges(runs: readonly InlineRun[], type: string): InlineRun[] {
  const out: InlineRun[] = []
  for (let from = 0; from < runs.length;) {
    let end = from
    while (end < runs.length && runs[end]?.marks.some((mark) => mark.type === type)) end++
    if (end === from) {
      out.push(runs[from] as InlineRun) // from < runs.length
      from++
    } else {
      out.push(...trimSpan(runs.slice(from, end), type))
      from = end
    }
  }
  return out
}

function trimSpan(span: readonly InlineRun[], type: string): InlineRun[] {
  const unmarked = (run: InlineRun, text: string | null): InlineRun => ({
    text,
    marks: run.marks.filter((mark) => mark.type !== type),
  })
  const isBlank = (run: InlineRun): boolean => run.text === null || run.text.trim() === ''
  const first = span.findIndex((run) => !isBlank(run))
  if (first < 0) return span.map((run) => unmarked(run, run.text))
  const last = span.findLastIndex((run) => !isBlank(run))
  return span.flatMap((run, index) => {
    if (index < first || index > last) return [unmarked(run, run.text)]
    let text = run.text ?? ''
    const pieces: InlineRun[] = []
    const before = index === first ? text.length - text.trimStart().length : 0
    if (before > 0) pieces.push(unmarked(run, text.slice(0, before)))
    text = text.slice(before)
    const after = index === last ? text.length - text.trimEnd().length : 0
    pieces.push(run.text === null ? run : { ...run, text: text.slice(0, text.length - after) })
    if (after > 0) pieces.push(unmarked(run, text.slice(text.length - after)))
    return pieces
  })
}

function treeToMdast(trees: readonly InlineTree[], place: InlinePlace): PhrasingContent[] {
  return trees.flatMap((tree, index): PhrasingContent[] => {
    switch (tree.kind) {
      case 'break':
        return [place === 'paragraph' ? { type: 'break' } : lineBreak()]
      case 'text':
        return textToMdast(tree.text, isCarefulSpan(trees[index - 1]), isCarefulSpan(trees[index + 1]))
      case 'span':
        return [spanToMdast(tree.mark, tree.children, place)]
    }
  })
}

/** `++` and `==` are not read as markers beside an ASCII letter or digit. */
function isCarefulSpan(tree: InlineTree | undefined): boolean {
  return tree?.kind === 'span' && (tree.mark.type === 'underline' || tree.mark.type === 'highlight')
}

function textToMdast(text: string, afterSpan: boolean, beforeSpan: boolean): PhrasingContent[] {
  const out: PhrasingContent[] = []
  let rest = text
  if (afterSpan && isWordCharacter(rest.charCodeAt(0))) {
    out.push(reference(rest.charAt(0)))
    rest = rest.slice(1)
  }
  const end = rest.length - 1
  const endsInWord = beforeSpan && end >= 0 && isWordCharacter(rest.charCodeAt(end))
  const middle = endsInWord ? rest.slice(0, end) : rest
  if (middle !== '') out.push({ type: 'text', value: middle })
  if (endsInWord) out.push(reference(rest.charAt(end)))
  return out
}

function reference(value: string): CharacterReference {
  return { type: 'characterReference', value }
}

function spanToMdast(mark: DocMark, inside: readonly InlineTree[], place: InlinePlace): PhrasingContent {
  const children = treeToMdast(inside, place)
  switch (mark.type) {
    case 'bold':
      return { type: 'strong', children }
    case 'italic':
      return { type: 'emphasis', children }
    case 'strike':
      return { type: 'delete', children }
    case 'underline':
    case 'highlight':
      return { type: mark.type, children }
    case 'code':
      return {
        type: 'inlineCode',
        value: inside.map((tree) => (tree.kind === 'text' ? tree.text : ' ')).join(''),
      }
    default: {
      const title = mark.attrs?.['title']
      return {
        type: 'link',
        url: String(mark.attrs?.['href']),
        title: typeof title === 'string' && title !== '' ? title : null,
        children,
      }
    }
  }
}
