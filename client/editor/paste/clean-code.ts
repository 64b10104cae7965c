/** Code by whatever it is told from text: `pre`, lines in a monospace type, tables of numbered lines. */
import { languageOf } from '../code/code-languages.ts'
import { isMonospace } from './clean-marks.ts'
import { hasBlocks, isBlank, isBlock, isElement, styleOf, textNodesOf, unwrap } from './dom.ts'

const LINE_NUMBERS =
  '.gutter,.lineno,.linenos,.linenumber,.linenumbers,.line-number,.line-numbers,.line-numbers-rows,td.blob-num,[data-line-number]:empty'

export function codeFromShapes(body: Element): void {
  for (const numbers of body.querySelectorAll(LINE_NUMBERS)) numbers.remove()
  for (const table of body.querySelectorAll('table')) {
    if (table.querySelector('td.blob-code,td.code,td pre') && !table.querySelector('td table'))
      codeTable(table)
  }
  for (const pre of body.querySelectorAll('pre')) {
    if (!pre.parentElement?.closest('pre'))
      toCodeBlock([pre], { language: languageNear(pre), keepsSpace: true })
  }
  for (const block of body.querySelectorAll('div,p,body > span')) {
    if (block.isConnected && !block.closest('pre') && isMonospace(block)) monospaceBlock(block)
  }
  monospaceParagraphs(body)
}

/** A page of code is a table of lines, or one line of two cells: numbers and code. */
function codeTable(table: Element): void {
  const cells = [...table.querySelectorAll('td.blob-code,td.code,td')].filter(
    (cell) => cell.matches('.blob-code,.code') || cell.querySelector('pre'),
  )
  toCodeBlock(cells, { language: languageNear(table), keepsSpace: true, replaced: table })
}

/** An element that is written in a monospace type as a whole: an editor's or a terminal's text. */
function monospaceBlock(block: Element): void {
  const space = styleOf(block).get('white-space') ?? ''
  if (block.querySelector('table,ul,ol,h1,h2,h3,h4,h5,h6,pre')) return
  const keepsSpace = space.startsWith('pre')
  const text = linesOf([block], keepsSpace).trim()
  if (text.includes('\n')) toCodeBlock([block], { language: null, keepsSpace })
  // A line of it is text that somebody picked out.
  else block.removeAttribute('style')
}

/** Paragraphs in a row in which every letter is monospace. */
function monospaceParagraphs(body: Element): void {
  const paragraphs = [...body.querySelectorAll('p,div')].filter(
    (block) => !hasBlocks(block) && !block.closest('pre') && isMonospaceThroughout(block),
  )
  for (let index = 0; index < paragraphs.length;) {
    const run = paragraphs.slice(index, index + 1)
    for (let next = paragraphs[index + 1]; next && run.at(-1)?.nextElementSibling === next;) {
      run.push(next)
      next = paragraphs[index + run.length]
    }
    index += run.length
    if (run.length > 1) toCodeBlock(run, { language: null, keepsSpace: false })
  }
}

function isMonospaceThroughout(block: Element): boolean {
  const texts = textNodesOf(block).filter((text) => !isBlank(text))
  return (
    texts.length > 0 &&
    texts.every((text) => {
      for (let parent = text.parentElement; parent; parent = parent === block ? null : parent.parentElement) {
        if (isMonospace(parent)) return true
      }
      return false
    })
  )
}

interface CodeShape {
  readonly language: string | null
  /** False: runs of spaces are one, as in running text. */
  readonly keepsSpace: boolean
  /** What the block takes the place of; the parts themselves unless it is named. */
  readonly replaced?: Element
}

function toCodeBlock(parts: readonly Element[], { language, keepsSpace, replaced }: CodeShape): void {
  const [first, ...others] = parts
  const place = replaced ?? first
  if (!place) return
  const document = place.ownerDocument
  const pre = document.createElement('pre')
  const code = document.createElement('code')
  code.textContent = linesOf(parts, keepsSpace).replace(/^\n+|\s+$/g, '')
  if (language !== null) code.className = `language-${language}`
  pre.append(code)
  place.replaceWith(pre)
  if (!replaced) for (const other of others) other.remove()
  // Nothing but the block is in here: a `code` or a `span` around it would make a mark of it.
  for (let parent = pre.parentElement; parent && !isBlock(parent); parent = pre.parentElement) unwrap(parent)
}

/** The text with a line for each block and break. */
function linesOf(parts: readonly Element[], keepsSpace: boolean): string {
  let text = ''
  let endsLine = false
  const flush = (): void => {
    if (endsLine && text !== '' && !text.endsWith('\n')) text += '\n'
    endsLine = false
  }
  const visit = (node: Node): void => {
    if (node.nodeType === 3) {
      const plain = (node.textContent ?? '').replaceAll('\u00a0', ' ').replace(/\r\n?/g, '\n')
      const kept = keepsSpace ? plain : plain.replace(/[ \t\n]+/g, ' ')
      if (kept.trim() === '' && !keepsSpace && (text === '' || text.endsWith('\n') || endsLine)) return
      flush()
      text += kept
    } else if (isElement(node)) {
      if (node.localName === 'br') {
        flush()
        text += '\n'
        return
      }
      const isLine = isBlock(node)
      if (isLine) {
        endsLine ||= text !== ''
        flush()
      }
      for (const child of node.childNodes) visit(child)
      if (isLine && !text.endsWith('\n')) endsLine = true
    }
  }
  for (const part of parts) {
    visit(part)
    endsLine = true
  }
  return text
}

const LANGUAGE_CLASS = /(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*|sourceCode\s+)([\w+#-]+)/
const NO_LANGUAGE = new Set(['none', 'text', 'plaintext', 'plain', 'txt', 'default'])

/** The language that the element, the code in it or the box around it names. */
function languageNear(element: Element): string | null {
  const places = [
    element,
    element.querySelector('code'),
    element.parentElement,
    element.parentElement?.parentElement,
  ]
  for (const place of places) {
    const named =
      place?.getAttribute('data-lang') ??
      place?.getAttribute('data-language') ??
      LANGUAGE_CLASS.exec(place?.getAttribute('class') ?? '')?.[1]
    if (named && /^[\w+#.-]{1,40}$/.test(named) && !NO_LANGUAGE.has(named)) {
      return languageOf(named)?.id ?? named.toLowerCase()
    }
  }
  return null
}
