/**
 * Text to HTML with escaping that cannot be forgotten: every value put into an `html` template is escaped, unless it
 * is itself the result of such a template. `trustedMarkup` is the only way around, for what docToHtml made (the
 * document schema has cleaned that) and for constants of our own. Attribute values must stand in double quotes.
 */

const TEXT = Symbol('markup')

/** HTML that is safe to send as it is. */
export interface Markup {
  readonly [TEXT]: string
}

/** What a template takes. Null, undefined and false leave nothing, so that `condition && html…` reads well. */
export type MarkupValue = Markup | string | number | false | null | undefined | readonly MarkupValue[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The tag of templates: literal parts are kept, values are escaped. */
export function html(literals: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  let text = literals[0] ?? ''
  values.forEach((value, index) => {
    text += markupText(value) + (literals[index + 1] ?? '')
  })
  return { [TEXT]: text }
}

/** Declares that a text is HTML that nobody but the server wrote or cleaned. */
export function trustedMarkup(text: string): Markup {
  return { [TEXT]: text }
}

/** The HTML of a value, escaped where it is not markup already. */
export function markupText(value: MarkupValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return TEXT in value ? value[TEXT] : value.map(markupText).join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
