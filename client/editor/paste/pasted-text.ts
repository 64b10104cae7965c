/** What a plain text becomes: Markdown and patches their structure, anything else paragraphs. */
import { Fragment, Slice, type ResolvedPos } from '@tiptap/pm/model'
import { guessText } from './guess-text.ts'
import { tryReadMarkdown } from './readers.ts'
import { plainSlice } from './plain-slice.ts'

export function pastedTextSlice(text: string, $context: ResolvedPos): Slice {
  const { schema } = $context.doc.type
  switch (guessText(text)) {
    case 'patch':
      return codeSlice(text, 'diff', $context)
    case 'markdown': {
      const doc = tryReadMarkdown(text)
      if (doc) return Slice.maxOpen(schema.nodeFromJSON(doc).content, false)
      return plainSlice(text, { $context, withLinks: true })
    }
    case 'plain':
      return plainSlice(text, { $context, withLinks: true })
  }
}

/** A block of code, which stays one wherever it is put. */
export function codeSlice(text: string, language: string | null, $context: ResolvedPos): Slice {
  const { schema } = $context.doc.type
  const code = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')
  const block = schema.node('codeBlock', { language }, code === '' ? [] : [schema.text(code)])
  return new Slice(Fragment.from(block), 0, 0)
}
