/** Small steps on a parsed page that was pasted. It is never part of a page that is shown. */

/** Puts the element's content in its place. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}

/** The same content in an element of another kind, without attributes. */
export function rename(element: Element, tag: string): HTMLElement {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

/** An element of this kind around everything in another. */
export function wrapContent(element: Element, tag: string): void {
  const inner = element.ownerDocument.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

/** The style attribute as written: the browser leaves out what only word processors know. */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const pairs = (element.getAttribute('style') ?? '').split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    if (colon < 0) return []
    return [
      [
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      ],
    ]
  })
  return new Map(pairs as [string, string][])
}

/** Text nodes in order, as a list: they may be replaced while it is gone through. */
export function textNodesOf(root: Element): Text[] {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node as Text)
  return found
}

const BLOCKS =
  'address,article,aside,blockquote,body,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,summary,table,tbody,td,tfoot,th,thead,tr,ul'
const BLOCK_TAGS: ReadonlySet<string> = new Set(BLOCKS.split(','))

export function isBlock(node: Node | null): node is Element {
  return isElement(node) && BLOCK_TAGS.has(node.localName)
}

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1
}

export function hasBlocks(element: Element): boolean {
  return element.querySelector(BLOCKS) !== null
}

export function isBlank(node: Node): boolean {
  return node.nodeType === 3 && (node.textContent ?? '').trim() === ''
}
