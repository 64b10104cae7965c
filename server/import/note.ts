/** A file that becomes the content of a note: Markdown, HTML, plain text or document JSON. */
import { checkedDocOf } from '../../shared/schema/check-doc.ts'
import type { DocJson, DocNode } from '../../shared/schema/doc-json.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { htmlToDoc } from './html.ts'
import { ImportError } from './import-error.ts'
import { parseJson } from './json-syntax.ts'
import { markdownToDoc } from './markdown.ts'
import { textToDoc } from './text.ts'

export type NoteFormat = 'md' | 'html' | 'txt' | 'json'

/** Reads a file. `auto` decides by how it begins; text that is nothing else is Markdown. Throws ImportError. */
export function importNote(options: {
  readonly bytes: Uint8Array
  readonly format: NoteFormat | 'auto'
}): DocJson {
  const text = decodeUtf8(options.bytes)
  const format = options.format === 'auto' ? guessFormat(text) : options.format
  switch (format) {
    case 'md':
      return markdownToDoc(text)
    case 'html':
      return htmlToDoc(text)
    case 'txt':
      return textToDoc(text)
    case 'json':
      return jsonToDoc(text)
  }
}

function guessFormat(text: string): NoteFormat {
  const start = text.slice(0, 1_000).trimStart()
  if (/^\{\s*"(?:type|content)"\s*:/.test(start)) return 'json'
  if (/^<(?:!doctype|html|head|body|h[1-6]|p|div|ul|ol|table|article|section|main)\b/i.test(start))
    return 'html'
  return 'md'
}

function jsonToDoc(text: string): DocJson {
  const json = parseJson(text) as Partial<DocNode> | null
  if (typeof json !== 'object' || json === null || json.type !== 'doc' || !Array.isArray(json.content)) {
    throw new ImportError('expected a document, {"type": "doc", "content": […]}')
  }
  // Block by block, so that the message can say which one is wrong.
  for (const [index, block] of (json.content as DocNode[]).entries()) {
    try {
      checkedDocOf([block])
    } catch (cause) {
      throw new ImportError(`expected blocks of a note: ${(cause as Error).message}`, `content[${index}]`, {
        cause,
      })
    }
  }
  return checkedDocOf(json.content as DocNode[])
}
