/**
 * Parser extension for everything that is written between pairs of markers: `*` and `_` (emphasis, strong), `~`
 * (strike), `++` (underline), `==` (highlight). It stands before the parser's own constructs and pairs each marker as
 * they do, but in linear time: they copy the text between two markers once per pair, so that some kilobytes of markers
 * take seconds. Where spans of different markers cross, the one that ends first stands.
 *
 * Because `a==b` and `i++` are common in notes about code, `++` and `==` do not open after or close before an ASCII
 * letter or digit.
 */
import type { Processor } from 'unified'
import { characterClass, isWordCharacter } from './character-class.ts'
import {
  atCodes,
  type Construct,
  type SyntaxEvent,
  type SyntaxExtension,
  type TreeExtension,
} from './markdown-syntax.ts'
import type {} from './mdast-nodes.ts'

type Token = SyntaxEvent[1]
type Point = Token['start']

const ASTERISK = 42
const PLUS = 43
const EQUALS = 61
const UNDERSCORE = 95
const TILDE = 126

/**
 * Openers of one marker that a closer looks back at. Only pairs of different sizes are ever skipped, so this is far
 * beyond real text; it keeps hostile text linear.
 */
const MAX_LOOKBACK = 256

/** Type of the tokens between tokenizing and resolving; the parser's own token names are a closed list. */
const MARKER_TYPE = 'spanMarker' as Token['type']

/** A run of equal markers. `size` counts the markers that are still free. */
interface Run {
  readonly order: number
  readonly code: number
  readonly start: Point
  readonly canOpen: boolean
  readonly canClose: boolean
  size: number
  /** In the order of pairing: from the left for closed spans, from the right for opened ones. */
  readonly closes: Span[]
  readonly opens: Span[]
}

interface Span {
  readonly token: Token
  readonly markers: number
}

const spanMarkers: Construct = {
  name: 'spanMarkers',
  tokenize(effects, ok) {
    const { previous } = this
    const loosened = this.parser.constructs.attentionMarkers.null
    let marker: number | null = null
    const loosens = (code: number | null): boolean =>
      code !== null && code !== ASTERISK && code !== UNDERSCORE && (loosened?.includes(code) ?? false)

    return function start(code) {
      marker = code
      effects.enter(MARKER_TYPE)
      return inside(code)
    }

    function inside(code: number | null): ReturnType<typeof ok> {
      if (code === marker) {
        effects.consume(code)
        return inside
      }
      const token = effects.exit(MARKER_TYPE)
      const before = characterClass(previous)
      const after = characterClass(code)
      const isEmphasis = marker === ASTERISK || marker === UNDERSCORE
      const open =
        after === 'word' || (after === 'punctuation' && before !== 'word') || (isEmphasis && loosens(code))
      const close =
        before === 'word' ||
        (before === 'punctuation' && after !== 'word') ||
        (isEmphasis && loosens(previous))
      if (marker === UNDERSCORE) {
        token._open = open && (before !== 'word' || !close)
        token._close = close && (after !== 'word' || !open)
      } else if (marker === PLUS || marker === EQUALS) {
        token._open = open && !isWordCharacter(previous)
        token._close = close && !isWordCharacter(code)
      } else {
        token._open = open
        token._close = close
      }
      return ok(code)
    }
  },
  resolveAll(events, context) {
    const runs: (Run | undefined)[] = []
    let count = 0
    for (const [index, [kind, token]] of events.entries()) {
      if (token.type !== MARKER_TYPE || kind !== 'enter') continue
      runs[index] = {
        order: count++,
        code: context.sliceSerialize(token).charCodeAt(0),
        start: token.start,
        canOpen: token._open === true,
        canClose: token._close === true,
        size: token.end.offset - token.start.offset,
        closes: [],
        opens: [],
      }
    }
    if (count === 0) return events
    pairRuns(runs.filter((run) => run !== undefined))

    const resolved: SyntaxEvent[] = []
    for (const [index, event] of events.entries()) {
      const run = runs[index]
      if (run) appendRun(run, context, resolved)
      else if (event[1].type !== MARKER_TYPE) resolved.push(event)
    }
    // In place: the caller of the outermost resolver keeps the array, not the result.
    events.length = resolved.length
    for (const [index, event] of resolved.entries()) events[index] = event
    return events
  },
}

function pairRuns(runs: readonly Run[]): void {
  const openers = new Map<number, Run[]>(
    [ASTERISK, PLUS, EQUALS, UNDERSCORE, TILDE].map((code) => [code, []]),
  )
  for (const closer of runs) {
    const stack = openers.get(closer.code) ?? []
    while (closer.canClose && closer.size > 0) {
      const opener = openerFor(closer, stack)
      if (!opener) break
      const markers = markersUsed(opener, closer)
      const span = { token: spanToken(closer.code, markers, opener.start), markers }
      opener.opens.push(span)
      closer.closes.push(span)
      opener.size -= markers
      closer.size -= markers
      // Whatever opened between the two cannot be closed outside any more.
      for (const others of openers.values()) {
        for (let last = others.at(-1); last && last.order > opener.order; last = others.at(-1)) others.pop()
      }
      if (opener.size === 0) stack.pop()
    }
    if (closer.canOpen && closer.size > 0) stack.push(closer)
  }
}

function openerFor(closer: Run, stack: readonly Run[]): Run | undefined {
  const last = Math.max(0, stack.length - MAX_LOOKBACK)
  for (let index = stack.length - 1; index >= last; index--) {
    const opener = stack[index]
    if (opener && canPair(opener, closer)) return opener
  }
  return undefined
}

function canPair(opener: Run, closer: Run): boolean {
  if (closer.code === ASTERISK || closer.code === UNDERSCORE) {
    const both = opener.canClose || closer.canOpen
    return !(both && closer.size % 3 !== 0 && (opener.size + closer.size) % 3 === 0)
  }
  return opener.size === closer.size && (closer.size === 2 || (closer.code === TILDE && closer.size === 1))
}

function markersUsed(opener: Run, closer: Run): number {
  if (closer.code === ASTERISK || closer.code === UNDERSCORE)
    return opener.size > 1 && closer.size > 1 ? 2 : 1
  return closer.size
}

function spanToken(code: number, markers: number, point: Point): Token {
  const type =
    code === PLUS
      ? 'underline'
      : code === EQUALS
        ? 'highlight'
        : code === TILDE
          ? 'strikethrough'
          : markers === 2
            ? 'strong'
            : 'emphasis'
  return { type: type as Token['type'], start: point, end: point }
}

/** What stands at the place of a run: ends of spans, markers that paired with nothing, starts of spans. */
function appendRun(run: Run, context: SyntaxEvent[2], events: SyntaxEvent[]): void {
  let at = run.start
  for (const { token, markers } of run.closes) {
    at = pointAfter(at, markers)
    token.end = at
    events.push(['exit', token, context])
  }
  if (run.size > 0) {
    const text: Token = { type: 'data', start: at, end: pointAfter(at, run.size) }
    events.push(['enter', text, context], ['exit', text, context])
    at = text.end
  }
  for (const { token, markers } of run.opens.toReversed()) {
    token.start = at
    events.push(['enter', token, context])
    at = pointAfter(at, markers)
  }
}

/** Runs never leave their line, so all counts move alike. */
function pointAfter(point: Point, markers: number): Point {
  return {
    ...point,
    column: point.column + markers,
    offset: point.offset + markers,
    _bufferIndex: point._bufferIndex + markers,
  }
}

const syntax: SyntaxExtension = {
  text: atCodes([ASTERISK, PLUS, EQUALS, UNDERSCORE, TILDE], spanMarkers),
  insideSpan: { null: [spanMarkers] },
}

const tree = {
  canContainEols: ['underline', 'highlight'],
  enter: {
    underline(token) {
      this.enter({ type: 'underline', children: [] }, token)
    },
    highlight(token) {
      this.enter({ type: 'highlight', children: [] }, token)
    },
  },
  exit: {
    underline(token) {
      this.exit(token)
    },
    highlight(token) {
      this.exit(token)
    },
  },
} as TreeExtension

/** Plugin: adds the markers to a Markdown parser. Use it after the GFM plugin. */
export function parseSpanMarks(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), tree]
}
