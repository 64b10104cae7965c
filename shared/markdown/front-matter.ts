/**
 * What the Markdown files of an exported event say about themselves before their text. An import leaves it out; the lines
 * before the text of other programs stay text, since nobody knows what they hold.
 */

/** The first line after the opening `---`, by which a file says that it is ours. */
export const FRONT_MATTER_MARK = 'format: rapporteur-session'

const START = new RegExp(`^\\uFEFF?---[ \\t]*\\r?\\n${FRONT_MATTER_MARK}[ \\t]*\\r?\\n`)
const END = /^---[ \t]*\r?$/m

/** The text without the front matter that an export of ours begins with; any other text as it is. */
export function withoutFrontMatter(text: string): string {
  const [start] = START.exec(text) ?? []
  if (start === undefined) return text
  const rest = text.slice(start.length)
  const end = END.exec(rest)
  return end ? rest.slice(end.index + end[0].length).replace(/^\r?\n/, '') : text
}
