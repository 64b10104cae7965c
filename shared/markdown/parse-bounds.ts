/**
 * Keeps hostile Markdown from costing quadratic time. The parser looks ahead to the end of a paragraph at each `<`,
 * looks back to the start at each `]`, and so on; in real text there are few of them. Beyond generous limits they are
 * plain text (nothing is lost); where that is impossible the text is refused.
 */
import type { Processor } from 'unified'
import { ImportError } from './import-error.ts'
import { atCodes, type Construct, type SyntaxExtension, type TokenizeContext } from './markdown-syntax.ts'

/** Characters with a meaning in one paragraph; the rest of a longer one is plain text. */
export const MAX_MARKS_PER_PARAGRAPH = 5_000
/** Brackets that may be open at once, and so images inside images. */
export const MAX_OPEN_BRACKETS = 32
/** `<` in one paragraph that may open raw HTML. */
export const MAX_ANGLES_PER_PARAGRAPH = 200
/** Backticks around a piece of code; more are plain text. */
export const MAX_BACKTICKS = 64
/** Quotes and list items that one line may open. */
export const MAX_CONTAINERS_PER_LINE = 100
/** Quotes and list items that lines may open beyond their first ten, in a whole text. */
export const MAX_DEEP_CONTAINERS = 10_000
const FREE_CONTAINERS = 10
/** Columns before a list item. */
export const MAX_ITEM_INDENT = 400
/** Lines of `=` or `-` alone, as under a heading. */
export const MAX_UNDERLINES = 2_000
/** Lines in a row that go on with a quote or list item without its marker. */
export const MAX_LAZY_LINES = 1_000

const EXCLAMATION = 33
const BACKTICK = 96
const LESS_THAN = 60
const OPENING = 91
const CLOSING = 93
const EQUALS = 61
const SPECIAL = [EXCLAMATION, 38, 42, 43, LESS_THAN, EQUALS, OPENING, 92, CLOSING, 95, 126]

interface Counts {
  marks: number
  angles: number
  brackets: number
}

const countsOf = new WeakMap<TokenizeContext, Counts>()

const boundText: Construct = {
  name: 'boundText',
  tokenize(effects, ok, nok) {
    const counts = countsOf.get(this) ?? { marks: 0, angles: 0, brackets: 0 }
    countsOf.set(this, counts)
    const { events } = this

    return (code) => {
      counts.marks++
      if (counts.marks > MAX_MARKS_PER_PARAGRAPH) {
        effects.enter('data')
        return restOfLine(code)
      }
      if (code === LESS_THAN && ++counts.angles > MAX_ANGLES_PER_PARAGRAPH) return literal(code)
      if (code === OPENING) return opensTooMany() ? literal(code) : nok(code)
      if (code === CLOSING) {
        if (counts.brackets === 0) return literal(code)
        counts.brackets--
      }
      if (code === EXCLAMATION) {
        effects.enter('data')
        effects.consume(code)
        return (next) => {
          effects.exit('data')
          return next === OPENING && opensTooMany() ? ok(next) : nok(next)
        }
      }
      return nok(code)
    }

    /** Counts an opening bracket. The count can only be too high: footnote calls close theirs unseen. */
    function opensTooMany(): boolean {
      if (counts.brackets >= MAX_OPEN_BRACKETS) counts.brackets = openBrackets(events)
      if (counts.brackets >= MAX_OPEN_BRACKETS) return true
      counts.brackets++
      return false
    }

    function literal(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
      effects.enter('data')
      effects.consume(code)
      effects.exit('data')
      return ok
    }

    function restOfLine(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
      if (code === null || code < -2) {
        effects.exit('data')
        return ok(code)
      }
      effects.consume(code)
      return restOfLine
    }
  },
}

function openBrackets(events: TokenizeContext['events']): number {
  let open = 0
  for (const [kind, token] of events) {
    if (kind === 'enter' && (token.type === 'labelLink' || token.type === 'labelImage') && !token._balanced)
      open++
  }
  return open
}

const lazyRuns = new WeakMap<object, { lastLine: number; lines: number }>()

/** Counts lines that go on with a quote or item without its marker; the parser keeps all of them open. */
const boundLines: Construct = {
  name: 'boundLines',
  tokenize(_effects, _ok, nok) {
    const { line } = this.now()
    if (this.parser.lazy[line]) {
      const run = lazyRuns.get(this.parser)
      const lines = run?.lastLine === line - 1 ? run.lines + 1 : 1
      lazyRuns.set(this.parser, { lastLine: line, lines })
      if (lines > MAX_LAZY_LINES) {
        throw new ImportError(
          `more than ${MAX_LAZY_LINES} lines in a row go on with a quote or list item unmarked`,
          `line ${line}`,
        )
      }
    }
    return nok
  },
}

/** For a run of backticks without its partner the parser reads on to the end, so there may only be few lengths. */
const boundBackticks: Construct = {
  name: 'boundBackticks',
  previous: (code) => code !== BACKTICK,
  tokenize(effects, ok, nok) {
    let length = 0
    return (code) => {
      effects.enter('data')
      return inside(code)
    }

    function inside(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
      if (code === BACKTICK) {
        length++
        effects.consume(code)
        return inside
      }
      effects.exit('data')
      return length > MAX_BACKTICKS ? ok(code) : nok(code)
    }
  },
}

const syntax: SyntaxExtension = {
  text: { ...atCodes(SPECIAL, boundText), [BACKTICK]: boundBackticks },
  flow: { null: boundLines },
}

/** Plugin: bounds a Markdown parser. Use it after all other syntax, since it has to be tried first. */
export function boundParse(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax]
}

const CONTAINER_MARKERS = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|\[\^[^\]]{1,9}\]:))+/
const ONE_MARKER = />|[-+*]|\d+[.)]|\]/g
const DEEP_ITEM = new RegExp(`^[ \\t]{${MAX_ITEM_INDENT}}[ \\t]*(?:[-+*]|\\d{1,9}[.)])[ \\t]`)
const THEMATIC_BREAK = /^(?:-[ \t]*)+$|^(?:\*[ \t]*)+$/
const UNDERLINE = /^[ \t>]*(?:=+|-+)[ \t]*$/

/**
 * Refuses texts with lines that open too many quotes and items (a line of markers alone is a rule) and with too many
 * underlines. This has to come before the parse, which is quadratic in both.
 */
export function refuseCostlyLines(markdown: string): void {
  let deep = 0
  let underlines = 0
  for (const [index, line] of markdown.split('\n').entries()) {
    if (UNDERLINE.test(line) && ++underlines > MAX_UNDERLINES) {
      throw new ImportError(`more than ${MAX_UNDERLINES} lines of = or - alone`, `line ${index + 1}`)
    }
    if (DEEP_ITEM.test(line)) {
      throw new ImportError(
        `a list item may be indented at most ${MAX_ITEM_INDENT} columns`,
        `line ${index + 1}`,
      )
    }
    const markers = CONTAINER_MARKERS.exec(line)?.[0] ?? ''
    if (markers.length <= FREE_CONTAINERS || THEMATIC_BREAK.test(line)) continue
    const count = markers.match(ONE_MARKER)?.length ?? 0
    deep += Math.max(0, count - FREE_CONTAINERS)
    if (count > MAX_CONTAINERS_PER_LINE || deep > MAX_DEEP_CONTAINERS) {
      throw new ImportError(
        `a line may open at most ${MAX_CONTAINERS_PER_LINE} quotes and list items, and only few lines that many`,
        `line ${index + 1}`,
      )
    }
  }
}
