/**
 * Document JSON from outside into a document: every node, mark and attribute is compared with the schema, and what does
 * not fit is refused with its place, `content[2].content[0].attrs.level`. Unknown attributes are left out.
 */
import { Mark, type Node as SchemaNode } from '@tiptap/pm/model'
import * as z from 'zod'
import { checkedDocOf } from '../../shared/schema/check-doc.ts'
import type { DocJson, DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import { MINUTE_KINDS } from '../../shared/schema/minute-words.ts'
import { ORIGIN_TYPES, readOrigin } from '../../shared/schema/origin.ts'
import { cleanInput } from '../../shared/markdown/clean-input.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import { parseJson } from './json-syntax.ts'
import { MAX_TREE_DEPTH } from '../../shared/markdown/mdast-to-doc.ts'

/** Columns or rows that one cell may cover. */
const MAX_CELL_SPAN = 100

const cellAttrs = z.object({
  colspan: z.int().min(1).max(MAX_CELL_SPAN).nullish(),
  rowspan: z.int().min(1).max(MAX_CELL_SPAN).nullish(),
  colwidth: z.array(z.int()).max(MAX_CELL_SPAN).nullish(),
  align: z.enum(['left', 'center', 'right']).nullish(),
})

const origin = z
  .string()
  .refine((text) => readOrigin(text) !== null, 'expected a place in a note, "NOTE:client.clock"')
  .nullish()

const duty = { who: z.string().max(200).nullish(), due: z.iso.date().nullish() }

/** Of a place that is too deep, the beginning is enough. */
const MAX_PLACE_CHARACTERS = 40

/** The attributes of nodes and marks that have any. */
const ATTRS: Readonly<Record<string, z.ZodObject>> = {
  heading: z.object({ level: z.int().min(1).max(6) }),
  orderedList: z.object({
    start: z.int().min(0).max(999_999_999).nullish(),
    type: z.enum(['1', 'a', 'A', 'i', 'I']).nullish(),
  }),
  codeBlock: z.object({ language: z.string().max(200).nullish() }),
  taskItem: z.object({ checked: z.boolean().nullish(), ...duty }),
  minute: z.object({ kind: z.enum(MINUTE_KINDS), ...duty }),
  timeStamp: z.object({ at: z.iso.datetime().nullish(), label: z.string().max(100) }),
  personName: z.object({ name: z.string().max(200) }),
  image: z.object({
    id: z.string().refine((id) => imageSource(id) !== null, 'expected the id of a picture of this server'),
    alt: z.string().max(2_000).nullish(),
    width: z.int().min(1).nullish(),
    height: z.int().min(1).nullish(),
  }),
  tableHeader: cellAttrs,
  tableCell: cellAttrs,
  link: z.object({ href: z.string(), title: z.string().nullish() }),
}

/** Reads document JSON. Throws ImportError when it is too long, no JSON, or no document of this schema. */
export function jsonToDoc(text: string): DocJson {
  const json = parseJson(cleanInput(text))
  const doc = readNode(json, '', 0)
  if (doc.type !== 'doc') throw new ImportError('expected a document, {"type": "doc", "content": […]}')
  const blocks = doc.content ?? []
  if (blocks.length > 0) checkContent(documentSchema.nodeFromJSON(doc), '')
  return checkedDocOf(blocks)
}

function readNode(json: unknown, place: string, depth: number): DocNode {
  if (depth > MAX_TREE_DEPTH) {
    throw new ImportError(
      `nodes may be nested at most ${MAX_TREE_DEPTH} deep`,
      `${place.slice(0, MAX_PLACE_CHARACTERS)}…`,
    )
  }
  const { type, attrs, content, marks, text } = readObject(json, place)
  if (typeof type !== 'string' || !documentSchema.nodes[type]) {
    throw new ImportError(
      `expected a kind of node that notes have, not ${nameOf(type)}`,
      inside(place, 'type'),
    )
  }
  if (type === 'text') {
    if (typeof text !== 'string' || text === '') {
      throw new ImportError('expected some text', inside(place, 'text'))
    }
    return { type, text, marks: readMarks(marks, inside(place, 'marks')) }
  }
  const children = readList(content, inside(place, 'content')).map((child, index) =>
    readNode(child, `${inside(place, 'content')}[${index}]`, depth + 1),
  )
  return {
    type,
    ...readAttrs(type, attrs, inside(place, 'attrs')),
    content: documentSchema.nodes[type].spec.code ? children.map(withoutMarks) : children,
  }
}

/** Code has no marks inside it. */
function withoutMarks(node: DocNode): DocNode {
  return { ...node, marks: [] }
}

function readMarks(json: unknown, place: string): DocMark[] {
  const marks = readList(json, place).map((item, index) => {
    const at = `${place}[${index}]`
    const { type, attrs } = readObject(item, at)
    if (typeof type !== 'string' || !documentSchema.marks[type]) {
      throw new ImportError(`expected a kind of mark that notes have, not ${nameOf(type)}`, `${at}.type`)
    }
    return documentSchema.mark(type, readAttrs(type, attrs, `${at}.attrs`).attrs)
  })
  // In the schema's order, and without those that others exclude.
  return marks.reduce((set, mark) => mark.addToSet(set), Mark.none).map((mark) => mark.toJSON() as DocMark)
}

function readAttrs(type: string, json: unknown, place: string): { attrs?: Record<string, unknown> } {
  const shape = ORIGIN_TYPES.includes(type) ? (ATTRS[type] ?? z.object({})).extend({ origin }) : ATTRS[type]
  if (!shape) return {}
  const read = shape.safeParse(json ?? {})
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new ImportError(
      issue?.message ?? 'expected other attributes',
      [place, ...(issue?.path ?? [])].join('.'),
    )
  }
  // The schema's defaults stand for what is null.
  return { attrs: Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== null)) }
}

function readList(json: unknown, place: string): unknown[] {
  if (json === undefined || json === null) return []
  if (!Array.isArray(json)) throw new ImportError('expected a list', place)
  return json
}

function readObject(json: unknown, place: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ImportError('expected an object, {"type": …}', place === '' ? null : place)
  }
  return json as Record<string, unknown>
}

/** Which nodes may stand in which: the schema's own rule, with the place. */
function checkContent(node: SchemaNode, place: string): void {
  if (!node.type.validContent(node.content)) {
    const found = node.content.content.map((child) => child.type.name)
    const expected = node.type.spec.content ?? 'nothing'
    throw new ImportError(
      `${node.type.name} holds ${expected}, not ${found.length > 0 ? shorten(found) : 'nothing'}`,
      place === '' ? null : place,
    )
  }
  node.forEach((child, _offset, index) => checkContent(child, `${inside(place, 'content')}[${index}]`))
}

function shorten(names: readonly string[]): string {
  const most = 5
  return names.length > most ? `${names.slice(0, most).join(', ')} …` : names.join(', ')
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value
}

function inside(place: string, field: string): string {
  return place === '' ? field : `${place}.${field}`
}
