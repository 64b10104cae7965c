/**
 * Parses JSON and says where it breaks. The engine's own messages name the place only sometimes, so the text is
 * scanned once more when parsing failed. The scanner keeps a stack of its own: depth costs memory, not the call stack.
 */
import { ImportError } from '../../shared/markdown/import-error.ts'
import { quote } from './json-input.ts'

/** Where a text stops being JSON. */
export interface JsonFault {
  /** Where in the text, in UTF-16 units. */
  readonly index: number
  readonly expected: string
}

const BLANKS = /[ \t\n\r]*/y
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
// Control characters are what JSON strings must not hold.
// oxlint-disable-next-line no-control-regex
const STRING_PIECE = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

const QUOTED_CHARS = 20

/** A parsed JSON text. Throws ImportError with line and column. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const fault = findJsonFault(text)
    if (!fault) throw new ImportError('expected JSON', null, { cause })
    throw new ImportError(
      `expected ${fault.expected}, found ${describeRest(text, fault.index)}`,
      placeOfIndex(text, fault.index),
      { cause },
    )
  }
}

/** The first place at which a text stops being JSON, or null when it is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const open: ('object' | 'list')[] = []
  let expects: 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'after-value' = 'value'
  let index = 0
  for (;;) {
    index = endOf(BLANKS, { text, index }) ?? index
    const char = text[index]
    if (expects === 'after-value') {
      const inside = open.at(-1)
      if (!inside) return index === text.length ? null : { index, expected: 'nothing more' }
      const end = inside === 'object' ? '}' : ']'
      if (char !== ',' && char !== end) return { index, expected: `a comma or "${end}"` }
      if (char === end) open.pop()
      else expects = inside === 'object' ? 'name' : 'value'
      index += 1
    } else if ((expects === 'name-or-end' && char === '}') || (expects === 'value-or-end' && char === ']')) {
      open.pop()
      expects = 'after-value'
      index += 1
    } else if (expects === 'name' || expects === 'name-or-end') {
      if (char !== '"') return { index, expected: 'a field name in double quotes' }
      const name = scanString(text, index)
      if (typeof name !== 'number') return name
      index = endOf(BLANKS, { text, index: name }) ?? name
      if (text[index] !== ':') return { index, expected: 'a colon' }
      expects = 'value'
      index += 1
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? 'object' : 'list')
      expects = char === '{' ? 'name-or-end' : 'value-or-end'
      index += 1
    } else {
      const end = char === '"' ? scanString(text, index) : endOf(LITERAL, { text, index })
      if (end === null) return { index, expected: 'a value' }
      if (typeof end !== 'number') return end
      expects = 'after-value'
      index = end
    }
  }
}

/** The index after a string that starts here, or what is wrong inside it. */
function scanString(text: string, start: number): number | JsonFault {
  let index = start + 1
  while (text[index] !== '"') {
    const end = endOf(STRING_PIECE, { text, index })
    if (end === null) {
      const expected =
        text[index] === '\\' ? 'an escape that JSON knows' : 'a double quote at the end of the text'
      return { index, expected }
    }
    index = end
  }
  return index + 1
}

/** Where a match that starts here ends; the pattern is sticky. */
function endOf(
  pattern: RegExp,
  { text, index }: { readonly text: string; readonly index: number },
): number | null {
  pattern.lastIndex = index
  return pattern.test(text) ? pattern.lastIndex : null
}

/** `line 3, column 14`, both counted from 1; columns count characters. */
export function placeOfIndex(text: string, index: number): string {
  const before = text.slice(0, index)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = before.split('\n').length
  return `line ${line}, column ${Array.from(before.slice(lineStart)).length + 1}`
}

function describeRest(text: string, index: number): string {
  if (index >= text.length) return 'the end of the file'
  const rest = text.slice(index, index + QUOTED_CHARS).split(/[\r\n]/, 1)[0] ?? ''
  return rest === '' ? 'the end of the line' : quote(rest)
}
