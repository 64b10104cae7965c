/** Plain text as content of a note: each line a paragraph, blank lines only end one. Addresses in it can become links. */
import { Fragment, Slice, type Mark, type Node, type ResolvedPos, type Schema } from '@tiptap/pm/model'
import { linkUrls } from '../../../shared/markdown/link-urls.ts'
import { isSafeHref } from '../../../shared/schema/safe-href.ts'

export function plainSlice(
  text: string,
  { $context, withLinks }: { readonly $context: ResolvedPos; readonly withLinks: boolean },
): Slice {
  const { schema } = $context.doc.type
  const marks = $context.marks()
  const blocks = text
    .split(/(?:\r\n?|\n)+/)
    .filter((line) => line.trim() !== '' || text.trim() === '')
    .map((line) =>
      schema.node(
        'paragraph',
        null,
        withLinks ? linkedText(schema, line, marks) : textOf(schema, line, marks),
      ),
    )
  return Slice.maxOpen(Fragment.from(blocks))
}

function linkedText(schema: Schema, line: string, marks: readonly Mark[]): Node[] {
  return linkUrls(line).flatMap((part) => {
    if (part.type === 'text') return textOf(schema, part.value, marks)
    if (part.type !== 'link') return []
    if (!isSafeHref(part.url)) return textOf(schema, part.url, marks)
    return textOf(schema, part.url, schema.mark('link', { href: part.url }).addToSet(marks))
  })
}

function textOf(schema: Schema, text: string, marks: readonly Mark[]): Node[] {
  return text === '' ? [] : [schema.text(text, marks)]
}
