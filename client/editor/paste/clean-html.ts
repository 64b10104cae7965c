/**
 * HTML from the clipboard as plain structure. Web pages, word processors, chats, terminals and spreadsheets all say with
 * styles, classes and tricks of their own what a note says with a few elements; this is the one place that knows them.
 * The text is parsed into a document that is never shown: nothing in it loads, runs or is seen. What may stand in a note
 * is decided by the schema afterwards, as everywhere.
 */
import { linkUrls } from '../../../shared/markdown/link-urls.ts'
import { codeFromShapes } from './clean-code.ts'
import { linksAndImages } from './clean-links.ts'
import { nestLists } from './clean-lists.ts'
import { marksFromStyles } from './clean-marks.ts'
import { plainTables } from './clean-tables.ts'
import {
  hasBlocks,
  isBlank,
  isBlock,
  isElement,
  rename,
  styleOf,
  textNodesOf,
  unwrap,
  wrapContent,
} from './dom.ts'

export function cleanPastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  if (body.querySelector('[data-pm-slice]')) {
    // From a note: complete already. From another editor of the kind: pictures elsewhere are the only trap.
    linksAndImages(body)
    return body.innerHTML
  }
  removeNoise(body)
  keepLineBreaks(body)
  codeFromShapes(body)
  nestLists(body)
  headings(body)
  linksAndImages(body)
  plainTables(body)
  marksFromStyles(body)
  plainBlocks(body)
  linkAddresses(body)
  keepOnlyStructure(body)
  return body.innerHTML
}

const NOISE =
  'script,style,meta,link,title,base,template,iframe,object,embed,svg,canvas,video,audio,map,button,select,textarea,colgroup,col,xml,br.Apple-interchange-newline,img[aria-roledescription*="checkbox"]'

function removeNoise(body: Element): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) comments.push(node)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
  for (const element of body.querySelectorAll(NOISE)) element.remove()
  for (const element of body.querySelectorAll('[style]')) {
    const style = styleOf(element)
    if (style.get('display') === 'none' || style.get('mso-hide') === 'all') element.remove()
  }
}

/** Chats write lines into one element and let a style keep them. */
function keepLineBreaks(body: Element): void {
  for (const element of body.querySelectorAll('[style*="white-space"]')) {
    if (!/^(?:pre|pre-wrap|pre-line|break-spaces)\b/.test(styleOf(element).get('white-space') ?? '')) continue
    for (const text of textNodesOf(element)) {
      if (!text.data.includes('\n') || isBlank(text) || text.parentElement?.closest('pre')) continue
      const lines = text.data.split('\n')
      text.replaceWith(
        ...lines.flatMap((line, index) =>
          index === 0 ? [line] : [element.ownerDocument.createElement('br'), line],
        ),
      )
    }
  }
}

const HEADINGS = 'h1,h2,h3,h4,h5,h6'
const DEEPEST_HEADING = 6

function headings(body: Element): void {
  const marked = 'h7,h8,h9,p[class*="MsoTitle"],p[style*="mso-outline-level"],[role="heading"]'
  for (const element of body.querySelectorAll(marked)) {
    if (element.matches(HEADINGS)) continue
    const level = /^h[7-9]$/.test(element.localName)
      ? DEEPEST_HEADING
      : element.matches('[class*="MsoTitle"]')
        ? 1
        : Number(element.getAttribute('aria-level') ?? styleOf(element).get('mso-outline-level'))
    // Body text has the level “body-text”.
    if (level >= 1 && !hasBlocks(element)) rename(element, `h${Math.min(level, DEEPEST_HEADING)}`)
  }
}

function plainBlocks(body: Element): void {
  for (const term of body.querySelectorAll('dt,summary')) {
    wrapContent(term, 'strong')
    rename(term, 'p')
  }
  for (const quote of body.querySelectorAll('q')) {
    quote.prepend('“')
    quote.append('”')
  }
  for (const element of body.querySelectorAll('div[style*="border-left"]')) {
    const style = styleOf(element)
    // How Outlook marks what an answer quotes.
    if (/solid/.test(style.get('border-left') ?? '') && style.get('border') === 'none')
      rename(element, 'blockquote')
  }
  for (const parent of new Set(
    [...body.querySelectorAll('br + br')].map(({ parentElement }) => parentElement),
  )) {
    if (parent && isBlock(parent)) splitAtEmptyLines(parent)
  }
  for (const lineBreak of body.querySelectorAll('br')) {
    // At the edge of a block it is there to be clicked at.
    if (isAtEdge(lineBreak, 'nextSibling') || isAtEdge(lineBreak, 'previousSibling')) {
      lineBreak.remove()
    }
  }
  for (const element of [...body.querySelectorAll(`p,div,blockquote,li,${HEADINGS}`)].toReversed()) {
    if ((element.textContent ?? '').trim() === '' && !element.querySelector('img,hr,td,pre')) element.remove()
  }
}

function isAtEdge(node: Node, side: 'nextSibling' | 'previousSibling'): boolean {
  let other = node[side]
  while (other && isBlank(other)) other = other[side]
  if (other) return isBlock(other)
  const { parentNode } = node
  return parentNode === null || isBlock(parentNode) || isAtEdge(parentNode, side)
}

/** Two line breaks in a row end a paragraph. */
function splitAtEmptyLines(parent: Element): void {
  const pieces: Node[][] = [[]]
  for (const node of Array.from(parent.childNodes)) {
    const isBreak = isElement(node) && node.localName === 'br'
    const piece = pieces.at(-1) ?? []
    const before = piece.findLast((other) => !isBlank(other))
    const follows = before !== undefined && isElement(before) && before.localName === 'br'
    if (isBlock(node)) pieces.push([node], [])
    else if (isBreak && follows) {
      piece.splice(piece.lastIndexOf(before))
      pieces.push([])
    } else if (!(isBreak && before === undefined)) piece.push(node)
  }
  const blocks = pieces
    .filter((piece) => piece.some((node) => !isBlank(node)))
    .map((piece) => {
      const [first] = piece
      if (first && isBlock(first)) return first
      const paragraph = parent.ownerDocument.createElement('p')
      paragraph.append(...piece)
      return paragraph
    })
  parent.replaceChildren(...blocks)
  if (parent.localName === 'p') unwrap(parent)
}

function linkAddresses(body: Element): void {
  for (const text of textNodesOf(body)) {
    if (!/https?:\/\//i.test(text.data) || text.parentElement?.closest('a,code,pre')) continue
    text.replaceWith(
      ...linkUrls(text.data).map((part) => {
        if (part.type !== 'link') return 'value' in part ? part.value : ''
        const link = body.ownerDocument.createElement('a')
        link.href = part.url
        link.textContent = part.url
        return link
      }),
    )
  }
}

const KEPT =
  'a,b,blockquote,br,code,div,em,h1,h2,h3,h4,h5,h6,hr,i,img,li,mark,ol,p,pre,s,strong,table,tbody,td,tfoot,th,thead,tr,u,ul'
const KEPT_TAGS: ReadonlySet<string> = new Set(KEPT.split(','))

const KEPT_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  code: ['class'],
  img: ['src', 'alt', 'width', 'height'],
  li: ['data-type', 'data-checked'],
  ol: ['start'],
  td: ['colspan', 'rowspan', 'align'],
  th: ['colspan', 'rowspan', 'align'],
  ul: ['data-type'],
}

function keepOnlyStructure(body: Element): void {
  for (const element of body.querySelectorAll('*')) {
    if (!KEPT_TAGS.has(element.localName)) {
      if (isBlock(element)) rename(element, 'div')
      else unwrap(element)
      continue
    }
    for (const name of element.getAttributeNames()) {
      if (!KEPT_ATTRIBUTES[element.localName]?.includes(name)) element.removeAttribute(name)
    }
  }
  for (const text of textNodesOf(body)) {
    const plain = text.data.replace(/[\u200b\ufeff]/g, '')
    text.data = text.parentElement?.closest('pre') ? plain : plain.replaceAll('\u00a0', ' ')
  }
}
