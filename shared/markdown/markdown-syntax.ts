/**
 * The parser's extension types, taken from the processor's own data so that only its public package is named.
 */
import type {} from 'remark-parse'
import type { Data } from 'unified'

/** What may stand in a Markdown text. */
export type SyntaxExtension = NonNullable<Data['micromarkExtensions']>[number]

/** How tokens become tree nodes. */
export type TreeExtension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>

/** One thing that can be recognised at a character. */
export type Construct = Exclude<NonNullable<NonNullable<SyntaxExtension['text']>[string]>, readonly unknown[]>

/** Rearranges what was recognised once a whole text is known. */
export type Resolver = NonNullable<Construct['resolveAll']>

/** State of one tokenizer: a paragraph's text has one of its own. */
export type TokenizeContext = ThisParameterType<Construct['tokenize']>

/** Start or end of a token. */
export type SyntaxEvent = Parameters<Resolver>[0][number]

/** The same construct at each of these characters. */
export function atCodes(codes: readonly number[], construct: Construct): Record<number, Construct> {
  return Object.fromEntries(codes.map((code) => [code, construct]))
}
