/** Reads XML as strictly as readers of files do: throws for whatever is not well-formed, with the place. */

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
}

const NAME = String.raw`[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?`
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const OPENING = new RegExp(`<(${NAME})`, 'y')
const CLOSING = new RegExp(String.raw`</(${NAME})\s*>`, 'y')
const PROLOGUE = /^<\?xml version="1\.0" encoding="UTF-8"(?: standalone="yes")?\?>\s*(?:<!DOCTYPE html>\s*)?/
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function readXml(xml: string): XmlElement {
  const bad = FORBIDDEN.exec(xml)
  if (bad) throw new Error(`a character that XML forbids at ${bad.index}`)
  const prologue = PROLOGUE.exec(xml)
  if (!prologue) throw new Error('expected a declaration of XML in UTF-8')
  const top: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open = [top]
  let at = prologue[0].length
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(xml)
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < xml.length) {
    const current = open.at(-1) ?? top
    const closing = match(CLOSING)
    const opening = closing ? null : match(OPENING)
    if (closing) {
      if (open.length === 1 || closing[1] !== current.name)
        throw new Error(`</${closing[1]}> closes <${current.name}> at ${at}`)
      open.pop()
    } else if (opening) {
      const attributes = new Map<string, string>()
      for (let found = match(ATTRIBUTE); found; found = match(ATTRIBUTE)) {
        const [, name = '', double, single] = found
        if (attributes.has(name)) throw new Error(`${name} twice at ${at}`)
        attributes.set(name, decode(double ?? single ?? ''))
      }
      const end = match(/\s*\/?>/y)
      if (!end) throw new Error(`<${opening[1]} does not end at ${at}: ${xml.slice(at, at + 60)}`)
      const element = { name: opening[1] ?? '', attributes, children: [] }
      current.children.push(element)
      if (!end[0].endsWith('/>')) open.push(element)
    } else {
      const text = match(/[^<]+/y)
      if (!text) throw new Error(`neither text nor a tag at ${at}: ${xml.slice(at, at + 60)}`)
      if (open.length === 1 && text[0].trim() !== '') throw new Error(`text outside the root at ${at}`)
      current.children.push(decode(text[0]))
    }
  }
  const roots = top.children.filter((child) => typeof child !== 'string')
  const [root] = roots
  if (open.length !== 1 || roots.length !== 1 || !root) throw new Error('expected one root that is closed')
  return root
}

function decode(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (found, name: string) => {
    const number = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name)
    if (!found.endsWith(';')) throw new Error(`a bare & in ${text.slice(0, 60)}`)
    if (number) return String.fromCodePoint(number[1] ? Number.parseInt(number[1], 16) : Number(number[2]))
    const character = ENTITIES[name]
    if (character === undefined) throw new Error(`the unknown entity ${found}`)
    return character
  })
}

/** All elements of a name, in order. */
export function elementsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return [...(child.name === name ? [child] : []), ...elementsOf(child, name)]
  })
}

export function textOfXml(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOfXml(child))).join('')
}
