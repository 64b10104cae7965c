/**
 * Lists by whatever they are told from paragraphs: levels that word processors write into styles, bullets that slides
 * and mails write into the text, lists that stand between the items of another.
 */
import { hasBlocks, isBlank, isElement, rename, styleOf, textNodesOf, unwrap } from './dom.ts'

interface FlatItem {
  readonly level: number
  /** The number it begins with; null: a bullet. */
  readonly number: number | null
  readonly content: readonly Node[]
}

const DEEPEST_LEVEL = 9
/** Pixels or points of indentation that make a level on slides. */
const LEVEL_INDENT = 27

export function nestLists(body: Element): void {
  for (const wrapper of body.querySelectorAll('div.ListContainerWrapper')) unwrap(wrapper)
  gather(body, flatParagraph)
  gather(body, flatList)
  // Numbers of headings and whatever else is left of lists that are none.
  for (const marker of body.querySelectorAll('[style*="mso-list"]')) {
    if (isMarker(marker)) marker.remove()
  }
  repairLists(body)
  taskLists(body)
}

/** Neighbours that are items become one list, nested by their levels. */
function gather(body: Element, read: (element: Element) => readonly FlatItem[] | null): void {
  for (const parent of new Set(
    [...body.querySelectorAll('p,div,ul,ol')].map(({ parentElement }) => parentElement),
  )) {
    if (!parent) continue
    let items: FlatItem[] = []
    let elements: Element[] = []
    const flush = (): void => {
      elements[0]?.before(...listsOf(items, body.ownerDocument))
      for (const element of elements) element.remove()
      items = []
      elements = []
    }
    for (const node of Array.from(parent.childNodes)) {
      if (isBlank(node)) continue
      const found = isElement(node) ? read(node) : null
      if (!found || !isElement(node)) flush()
      else {
        items.push(...found)
        elements.push(node)
      }
    }
    flush()
  }
}

function listsOf(items: readonly FlatItem[], document: Document): Element[] {
  const roots: Element[] = []
  /** The lists that are open, the innermost last. */
  let open: { readonly level: number; readonly list: Element }[] = []
  for (const { level, number, content } of items) {
    open = open.filter((other) => other.level <= level)
    const tag = number === null ? 'ul' : 'ol'
    const last = open.at(-1)
    if (last?.level === level && last.list.localName !== tag) open = open.slice(0, -1)
    if (open.at(-1)?.level !== level) {
      const list = document.createElement(tag)
      if (number !== null && number !== 1) list.setAttribute('start', String(number))
      const outer = open.at(-1)?.list.lastElementChild
      if (outer) outer.append(list)
      else roots.push(list)
      open = [...open, { level, list }]
    }
    const item = document.createElement('li')
    item.append(...content)
    open.at(-1)?.list.append(item)
  }
  return roots
}

/** A paragraph that is an item: of a word processor, of a slide, or with a bullet as its first letter. */
function flatParagraph(element: Element): readonly FlatItem[] | null {
  if (!element.matches('p,div') || hasBlocks(element)) return null
  return wordItem(element) ?? slideItem(element) ?? bulletItem(element)
}

function wordItem(element: Element): readonly FlatItem[] | null {
  const level = /\blevel(\d+)/.exec(styleOf(element).get('mso-list') ?? '')?.[1]
  if (level === undefined) return null
  const marker = [...element.querySelectorAll('[style*="mso-list"]')].find(isMarker)
  const number = numberOf(marker?.textContent ?? '')
  marker?.remove()
  return [{ level: bounded(Number(level)), number, content: [...element.childNodes] }]
}

function isMarker(element: Element): boolean {
  return /^ignore$/.test(styleOf(element).get('mso-list') ?? '')
}

function slideItem(element: Element): readonly FlatItem[] | null {
  const marker = [...element.querySelectorAll('[style*="mso-special-format"]')].find((other) =>
    /bullet/.test(styleOf(other).get('mso-special-format') ?? ''),
  )
  if (!marker && !/bullet/.test(styleOf(element).get('mso-special-format') ?? '')) return null
  const byClass = /(?:^|\s)O(\d)(?:\s|$)/.exec(element.getAttribute('class') ?? '')?.[1]
  const level = byClass === undefined ? levelByIndent(element) : Number(byClass) + 1
  const number = numberOf(marker?.textContent ?? '')
  marker?.remove()
  if (!marker) takeBullet(element)
  return [{ level: bounded(level), number, content: [...element.childNodes] }]
}

function levelByIndent(element: Element): number {
  const [, size = '0', unit] =
    /^(-?[\d.]+)(in|pt|px|cm)?/.exec(styleOf(element).get('margin-left') ?? '') ?? []
  const points = Number(size) * (unit === 'in' ? 72 : unit === 'cm' ? 28 : unit === 'px' ? 0.75 : 1)
  return Math.max(1, Math.round(points / LEVEL_INDENT))
}

const BULLETS = ['•●·‣', '◦○', '▪■']
const BULLET = new RegExp(`^[\\s\\u00a0]*([${BULLETS.join('')}])[\\s\\u00a0]+(?=\\S)`)

function bulletItem(element: Element): readonly FlatItem[] | null {
  const bullet = BULLET.exec(element.textContent ?? '')?.[1]
  if (bullet === undefined || element.closest('li')) return null
  takeBullet(element)
  const level = BULLETS.findIndex((bullets) => bullets.includes(bullet)) + 1
  return [{ level, number: null, content: [...element.childNodes] }]
}

/** Removes the bullet and the space around it, which may be in elements of their own. */
function takeBullet(element: Element): void {
  const mark = new RegExp(`^[\\s\\u00a0${BULLETS.join('')}]+`)
  for (const text of textNodesOf(element)) {
    text.data = text.data.replace(mark, '')
    if (text.data !== '') return
  }
}

/** `2.`, `b)`, `(iv)`: what it counts as; null for bullets. */
function numberOf(marker: string): number | null {
  const [, digits, letters] = /^[\s\u00a0(]*(?:(?:\d+\.)*(\d+)|([a-z]+))[.)]/i.exec(marker) ?? []
  if (digits !== undefined) return Number(digits)
  return letters === undefined ? null : 1
}

function bounded(level: number): number {
  return Math.min(Math.max(1, level), DEEPEST_LEVEL)
}

/** A list of one level whose items say how deep they are. */
function flatList(element: Element): readonly FlatItem[] | null {
  if (!element.matches('ul,ol')) return null
  const items = [...element.children]
  if (!items.every((item) => item.matches('li[data-aria-level]'))) return null
  const start = Number(element.getAttribute('start') ?? 1)
  return items.map((item, index) => ({
    level: bounded(Number(item.getAttribute('data-aria-level'))),
    number: element.localName === 'ol' ? start + index : null,
    content: [...item.childNodes],
  }))
}

/** What stands between the items of a list goes into the item before it. */
function repairLists(body: Element): void {
  for (const list of body.querySelectorAll('ul,ol')) {
    for (const node of Array.from(list.childNodes)) {
      if ((isElement(node) && node.localName === 'li') || isBlank(node)) continue
      const before = isElement(node) ? node.previousElementSibling : null
      if (isElement(node) && node.matches('ul,ol')) {
        if (before?.localName === 'li') before.append(node)
        else unwrap(node)
      } else if (isElement(node) || node.nodeType === 3) {
        const item = body.ownerDocument.createElement('li')
        node.replaceWith(item)
        item.append(node)
      }
    }
  }
  for (const item of body.querySelectorAll('li')) {
    if (!item.parentElement?.matches('ul,ol')) rename(item, 'p')
  }
}

/** Items with a box to tick are tasks; a list of both kinds becomes several. */
function taskLists(body: Element): void {
  for (const item of body.querySelectorAll('li')) {
    const box = boxOf(item)
    if (!box) continue
    item.setAttribute('data-type', 'taskItem')
    item.setAttribute('data-checked', String(isTicked(box)))
    if (box !== item) box.remove()
  }
  for (const list of body.querySelectorAll('ul,ol')) {
    const tasks = [...list.children].filter((item) => item.getAttribute('data-type') === 'taskItem')
    if (tasks.length === 0) continue
    let run: Element | null = null
    for (const item of Array.from(list.children)) {
      const isTask = item.getAttribute('data-type') === 'taskItem'
      if (!run || run.hasAttribute('data-type') !== isTask) {
        run = body.ownerDocument.createElement(isTask ? 'ul' : list.localName)
        if (isTask) run.setAttribute('data-type', 'taskList')
        list.before(run)
      }
      run.append(item)
    }
    list.remove()
  }
  for (const input of body.querySelectorAll('input')) input.remove()
}

function boxOf(item: Element): Element | null {
  if (item.getAttribute('role') === 'checkbox') return item
  const box = item.querySelector('input[type="checkbox"],div.checkbox,[role="checkbox"]')
  return box?.closest('li') === item ? box : null
}

function isTicked(box: Element): boolean {
  return (
    box.hasAttribute('checked') || box.getAttribute('aria-checked') === 'true' || box.matches('.checkbox-on')
  )
}
