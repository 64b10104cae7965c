/**
 * What a pasted plain text is. Only what is plainly Markdown, or plainly a patch, becomes structure: text that looks a
 * little like it (code with `*` in front of its comments, a configuration with dashes, a shell script with `#`) stays as
 * it is, since nobody wants a log to lose its lines.
 */

export type TextKind = 'plain' | 'markdown' | 'patch'

/** Characters that are looked at. */
const GUESS_CHARACTERS = 20_000

const HUNK = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m
const PATCH_FILES = /^(?:diff --git |--- \S.*\n\+\+\+ \S)/m

const FENCE = /^ {0,3}(?:`{3,}[^`]*|~{3,}.*)$/
const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])\s+\S/
const BOX = /^\s*[-*+]\s+\[[ xX]\]\s/
const TITLE = /^#\s+[\p{Lu}\d]/u
const SENTENCE = /^[\p{Lu}\d"“(*_[].*\s.*\s/u
const SUBHEADING = /^#{2,6}\s+\S/
const QUOTE = /^>+(?:\s|$)/
const TABLE_RULE = /^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?$/
const LINK = /\[[^[\]\n]+\]\((?:https?:\/\/|mailto:)[^)\s]+\)/i
const BOLD = /(?:^|\s)\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?=[\s.,:;!?)]|$)/

/** Lines that only programs and configurations have. */
const CODE_LINE = /[;{}\\]\s*$|^\s*(?:\/\*|\*\/|\/\/)|^\s*#(?:include|define|if|ifdef|ifndef|endif|!)/
const INDENTED_KEY = /^\s+[a-z_][\w.-]*:(?:\s|$)/
const COMMENT_START = /^\s*\/\*/
/** A share of such lines makes a text code. */
const CODE_SHARE = 0.2

export function guessText(text: string): TextKind {
  const start = text.slice(0, GUESS_CHARACTERS).replace(/\r\n?/g, '\n')
  if (HUNK.test(start) && PATCH_FILES.test(start)) return 'patch'
  return isMarkdown(start) ? 'markdown' : 'plain'
}

function isMarkdown(text: string): boolean {
  const all = text.split('\n')
  if (all.filter((line) => FENCE.test(line)).length >= 2) return true
  const lines = all.filter((line) => line.trim() !== '')
  if (isCode(lines)) return false
  if (LINK.test(text) || BOLD.test(text)) return true
  if (
    lines.some((line, index) => index > 0 && TABLE_RULE.test(line.trim()) && lines[index - 1]?.includes('|'))
  ) {
    return true
  }
  if (lines.length < 2) return false
  const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length
  return count(BOX) >= 1 || count(SUBHEADING) >= 1 || count(ITEM) >= 2 || count(QUOTE) >= 2 || hasTitle(all)
}

function isCode(lines: readonly string[]): boolean {
  if (lines.some((line) => COMMENT_START.test(line))) return true
  if (lines.some((line) => INDENTED_KEY.test(line))) return true
  return lines.filter((line) => CODE_LINE.test(line)).length > lines.length * CODE_SHARE
}

/** Above a line of code `#` begins a comment; above a sentence, or a list, a title. */
function hasTitle(lines: readonly string[]): boolean {
  return lines.some((line, index) => {
    const next = lines.slice(index + 1).find((other) => other.trim() !== '')
    if (!TITLE.test(line) || next === undefined) return false
    if (ITEM.test(next)) return true
    return index === 0 && lines[1]?.trim() === '' && SENTENCE.test(next)
  })
}
