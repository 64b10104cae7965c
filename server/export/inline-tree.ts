/**
 * The text of a block as a tree: neighbours that share a mark stand in one span. Markdown and HTML are both written from
 * it, so that neither repeats a marker at every change of another mark.
 */
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'

/** A piece of text, or a line break, with its marks. */
export interface InlineRun {
  /** Null is a line break. */
  readonly text: string | null
  readonly marks: readonly DocMark[]
}

export type InlineTree =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'span'; readonly mark: DocMark; readonly children: readonly InlineTree[] }

/** Of two marks over the same text the first is the outer one. A link is inside, code innermost. */
const NESTING = ['bold', 'italic', 'strike', 'underline', 'highlight', 'link', 'code']

/**
 * The runs of a block's inline content. Unsafe links are left out, line ends in a text are breaks, characters that no
 * file can keep are U+FFFD, and a break has the marks that both its neighbours have.
 */
export function inlineRuns(nodes: readonly DocNode[] = []): InlineRun[] {
  const runs: InlineRun[] = []
  for (const node of nodes) {
    if (node.type === 'hardBreak') runs.push({ text: null, marks: [] })
    else if (node.type === 'text') {
      const marks = (node.marks ?? []).filter(isKept)
      const lines = (node.text ?? '').replace(/\0|\p{Surrogate}/gu, '\uFFFD').split(/\r\n?|\n/)
      for (const [index, text] of lines.entries()) {
        if (index > 0) runs.push({ text: null, marks: [] })
        if (text !== '') runs.push({ text, marks })
      }
    } else runs.push(...inlineRuns(node.content))
  }
  return joinRuns(withMarkedBreaks(runs))
}

/** Neighbouring texts with the same marks as one, since what stands beside a character decides how it is written. */
export function joinRuns(runs: readonly InlineRun[]): InlineRun[] {
  const out: InlineRun[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last && last.text !== null && run.text !== null && haveSameMarks(last.marks, run.marks)) {
      out[out.length - 1] = { text: last.text + run.text, marks: last.marks }
    } else out.push(run)
  }
  return out
}

function haveSameMarks(a: readonly DocMark[], b: readonly DocMark[]): boolean {
  return a.length === b.length && a.every((mark) => b.some((other) => isSameMark(mark, other)))
}

/** Nests runs: at each place the mark that goes on longest is the outer one. */
export function nestRuns(runs: readonly InlineRun[]): InlineTree[] {
  const out: InlineTree[] = []
  for (let from = 0; from < runs.length;) {
    const run = runs[from] as InlineRun // from < runs.length
    const outer = longestMark(runs, from)
    if (!outer) {
      out.push(run.text === null ? { kind: 'break' } : { kind: 'text', text: run.text })
      from++
      continue
    }
    const { mark, end } = outer
    const inside = runs.slice(from, end).map(({ text, marks }) => ({
      text,
      marks: marks.filter((other) => !isSameMark(other, mark)),
    }))
    out.push({ kind: 'span', mark, children: nestRuns(inside) })
    from = end
  }
  return out
}

function longestMark(runs: readonly InlineRun[], from: number): { mark: DocMark; end: number } | null {
  let longest: { mark: DocMark; end: number } | null = null
  const marks = runs[from]?.marks ?? []
  for (const type of NESTING) {
    const mark = marks.find((candidate) => candidate.type === type)
    if (!mark) continue
    let end = from + 1
    while (end < runs.length && runs[end]?.marks.some((other) => isSameMark(other, mark))) end++
    if (longest === null || end > longest.end) longest = { mark, end }
  }
  return longest
}

/** Gives the breaks between two texts the marks that both have; a stretch of breaks is looked at once. */
function withMarkedBreaks(runs: readonly InlineRun[]): InlineRun[] {
  const out: InlineRun[] = []
  for (let from = 0; from < runs.length;) {
    let end = from
    while (end < runs.length && runs[end]?.text === null) end++
    const before = runs[from - 1]?.marks ?? []
    const after = runs[end]?.marks ?? []
    // Code is one line everywhere.
    const marks = before.filter(
      (mark) => mark.type !== 'code' && after.some((other) => isSameMark(mark, other)),
    )
    for (; from < end; from++) out.push({ text: null, marks })
    const text = runs[end]
    if (text) out.push(text)
    from = end + 1
  }
  return out
}

function isKept(mark: DocMark): boolean {
  if (mark.type !== 'link') return NESTING.includes(mark.type)
  const href = mark.attrs?.['href']
  return typeof href === 'string' && isSafeHref(href)
}

function isSameMark(a: DocMark, b: DocMark): boolean {
  return (
    a.type === b.type &&
    a.attrs?.['href'] === b.attrs?.['href'] &&
    (a.attrs?.['title'] ?? null) === (b.attrs?.['title'] ?? null)
  )
}
