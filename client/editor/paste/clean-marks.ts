/** Emphasis that is written as a style becomes an element; emphasis that a style takes back goes. */
import { hasBlocks, rename, styleOf, unwrap, wrapContent } from './dom.ts'

const HEADED = 'h1,h2,h3,h4,h5,h6,th'
const MONOSPACE =
  /\bmono(?!type)|courier|consolas|menlo|monaco|cascadia|fira code|source code|inconsolata|lucida console/

const RENAMED: Readonly<Record<string, string>> = {
  strike: 's',
  del: 's',
  ins: 'u',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

export function isMonospace(element: Element): boolean {
  return MONOSPACE.test(styleOf(element).get('font-family') ?? '') || element.localName === 'tt'
}

export function marksFromStyles(body: Element): void {
  const isGoogle = body.querySelector('[id^="docs-internal-guid"],google-sheets-html-origin') !== null
  for (const [from, to] of Object.entries(RENAMED)) {
    for (const element of body.querySelectorAll(from)) rename(element, to)
  }
  for (const element of body.querySelectorAll('b[style],strong[style],i[style],em[style]')) {
    if (takesBack(element)) unwrap(element)
  }
  for (const span of body.querySelectorAll('span[style],font[style]')) {
    if (span.closest('pre') || hasBlocks(span)) continue
    for (const tag of marksOf(span, isGoogle)) wrapContent(span, tag)
  }
  for (const bold of body.querySelectorAll('b,strong')) {
    // A heading is bold as it is.
    if (bold.closest(HEADED) || hasBlocks(bold)) unwrap(bold)
  }
  for (const underline of body.querySelectorAll('u')) {
    // A link is underlined as it is.
    if (underline.closest('a') || underline.querySelector('a')) unwrap(underline)
  }
  for (const code of body.querySelectorAll('code')) {
    if (code.parentElement?.closest('code')) unwrap(code)
  }
}

function takesBack(element: Element): boolean {
  const style = styleOf(element)
  return element.matches('b,strong')
    ? /^(?:normal|lighter|[1-5]00)$/.test(style.get('font-weight') ?? '')
    : style.get('font-style') === 'normal'
}

function marksOf(span: Element, isGoogle: boolean): string[] {
  const style = styleOf(span)
  const lines = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`
  const background = style.get('background-color') ?? 'transparent'
  const isMarked =
    style.has('mso-highlight') ||
    (isGoogle && !/^(?:transparent|#fff(?:fff)?|white|rgb\(255, ?255, ?255\))$/.test(background))
  return [
    ...(isMonospace(span) ? ['code'] : []),
    ...(/^(?:bold|bolder|[6-9]00)$/.test(style.get('font-weight') ?? '') ? ['strong'] : []),
    ...(/^(?:italic|oblique)/.test(style.get('font-style') ?? '') ? ['em'] : []),
    ...(/line-through/.test(lines) ? ['s'] : []),
    ...(/underline/.test(lines) && !span.closest('a') ? ['u'] : []),
    ...(isMarked ? ['mark'] : []),
  ]
}
