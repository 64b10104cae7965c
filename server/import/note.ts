/** A file that becomes the content of a note: Markdown, HTML, plain text or document JSON. */
import type { ContentFormat, NoteImportFormat } from '../../shared/contracts/notes.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { readMinutes } from '../../shared/schema/plain-minutes.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { jsonToDoc } from './doc-json-input.ts'
import { htmlToDoc } from './html.ts'
import { withoutFrontMatter } from '../../shared/markdown/front-matter.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'
import type { ImportOptions } from '../../shared/markdown/mdast-to-doc.ts'
import { textToDoc } from './text.ts'

/** A file's bytes, which must be UTF-8, or text that was decoded already. */
export type NoteSource = { readonly bytes: Uint8Array } | { readonly text: string }

export type NoteInput = NoteSource &
  ImportOptions & {
    readonly format: NoteImportFormat
    /** Helps `auto`. */
    readonly fileName?: string
  }

/** Reads a file. `auto` goes by the name's ending, else by how the text begins. Throws ImportError. */
export function importNote(input: NoteInput): DocJson {
  const text = 'text' in input ? input.text : decodeUtf8(input.bytes)
  const format = input.format === 'auto' ? guessNoteFormat(text, input.fileName) : input.format
  switch (format) {
    case 'md':
      return readMinutes(markdownToDoc(withoutFrontMatter(text), input))
    case 'html':
      return readMinutes(htmlToDoc(text, input))
    case 'txt':
      return textToDoc(text)
    case 'json':
      return jsonToDoc(text)
  }
}

const ENDINGS: Readonly<Record<string, ContentFormat>> = {
  md: 'md',
  markdown: 'md',
  mkd: 'md',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  txt: 'txt',
  text: 'txt',
  json: 'json',
}

/** Characters of a text that are looked at. */
const GUESS_CHARACTERS = 1_000

/** The format of a file; text that is nothing else is Markdown. */
export function guessNoteFormat(text: string, fileName = ''): ContentFormat {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  const byName = ending === undefined ? undefined : ENDINGS[ending]
  if (byName) return byName
  const start = text.slice(0, GUESS_CHARACTERS).trimStart()
  if (/^\{\s*"(?:type|content|attrs)"\s*:/.test(start)) return 'json'
  if (
    /^<(?:!doctype|html|head|body|meta|h[1-6]|p|div|span|ul|ol|table|article|section|main)\b/i.test(start)
  ) {
    return 'html'
  }
  // The bullet that no Markdown has: text from a mail or a pad.
  return /^[ \t\u00a0]*•[ \t\u00a0]/m.test(start) ? 'txt' : 'md'
}
