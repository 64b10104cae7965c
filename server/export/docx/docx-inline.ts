/** The text of a block as what a paragraph of a Word file holds. */
import { ConcreteHyperlink, ShadingType, Tab, TextRun, type IRunOptions, type ParagraphChild } from 'docx'
import type { DocMark, DocNode } from '../../../shared/schema/doc-json.ts'
import { inlineRuns, type InlineRun } from '../inline-tree.ts'
import { MARK_TINT } from './docx-styles.ts'

/** Longer addresses make Word refuse the whole file. */
const MAX_HREF_LENGTH = 2000

/** Targets of links, each with the name of its relation. */
export class DocxLinks {
  readonly #names = new Map<string, string>()

  get targets(): ReadonlyMap<string, string> {
    return this.#names
  }

  nameFor(href: string): string {
    const known = this.#names.get(href)
    if (known !== undefined) return known
    const name = `Link${this.#names.size + 1}`
    this.#names.set(href, name)
    return name
  }
}

export function inlineChildren(
  nodes: readonly DocNode[] | undefined,
  links: DocxLinks,
  base: IRunOptions = {},
): ParagraphChild[] {
  const out: ParagraphChild[] = []
  const runs = inlineRuns(nodes)
  for (let from = 0; from < runs.length;) {
    const href = hrefOf(runs[from])
    let end = from + 1
    while (end < runs.length && hrefOf(runs[end]) === href) end++
    const children = runs.slice(from, end).flatMap((run) => textRuns(run, base, href !== null))
    if (href === null) out.push(...children)
    else out.push(new ConcreteHyperlink(children, links.nameFor(href)))
    from = end
  }
  return out
}

/** Runs of a text in one look; tabs are tabs, and what runs from right to left says so. */
export function runsOf(text: string, look: IRunOptions = {}): TextRun[] {
  return splitByDirection(text).map(
    ({ part, isRightToLeft }) =>
      new TextRun({ ...look, ...(isRightToLeft ? { rightToLeft: true } : {}), children: piecesOf(part) }),
  )
}

/** What a run holds for a text. The library takes words in braces for its own, so no brace stays beside its word. */
export function piecesOf(text: string): (string | Tab)[] {
  return text.split(/(\t|\{)/).flatMap((piece) => (piece === '' ? [] : [piece === '\t' ? new Tab() : piece]))
}

/** True for text that begins from the right. */
export function isRightToLeft(text: string): boolean {
  const [letter] = /\p{L}/u.exec(text) ?? []
  return letter !== undefined && RIGHT_TO_LEFT.test(letter)
}

const SCRIPTS = String.raw`\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}`
const RIGHT_TO_LEFT = new RegExp(`[${SCRIPTS}]`, 'u')
/** Words of such scripts with what stands between them. */
const RIGHT_TO_LEFT_WORDS = new RegExp(`([${SCRIPTS}]+(?:[^\\p{L}\\p{N}${SCRIPTS}]+[${SCRIPTS}]+)*)`, 'u')

function splitByDirection(text: string): { part: string; isRightToLeft: boolean }[] {
  if (!RIGHT_TO_LEFT.test(text)) return [{ part: text, isRightToLeft: false }]
  return text
    .split(RIGHT_TO_LEFT_WORDS)
    .map((part, index) => ({ part, isRightToLeft: index % 2 === 1 }))
    .filter(({ part }) => part !== '')
}

function textRuns({ text, marks }: InlineRun, base: IRunOptions, isLink: boolean): TextRun[] {
  if (text === null) return [new TextRun({ break: 1 })]
  return runsOf(text, { ...base, ...(isLink ? { style: 'Hyperlink' } : {}), ...lookOf(marks) })
}

function lookOf(marks: readonly DocMark[]): IRunOptions {
  const has = (type: string) => marks.some((mark) => mark.type === type)
  return {
    ...(has('bold') ? { bold: true } : {}),
    ...(has('italic') ? { italics: true } : {}),
    ...(has('strike') ? { strike: true } : {}),
    ...(has('underline') ? { underline: {} } : {}),
    ...(has('highlight') ? { shading: { type: ShadingType.CLEAR, fill: MARK_TINT, color: 'auto' } } : {}),
    ...(has('code') ? { style: 'CodeText' } : {}),
  }
}

function hrefOf(run: InlineRun | undefined): string | null {
  const href = run?.marks.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' && href.length <= MAX_HREF_LENGTH ? href : null
}
