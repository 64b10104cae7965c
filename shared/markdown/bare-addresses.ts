/**
 * Parser extension: web addresses in running text become links. It takes the place of GFM's, which looks for e-mail
 * addresses at every word (half of all parsing time) and needs quadratic time for some addresses.
 */
import type { Processor } from 'unified'
import { isWordCharacter } from './character-class.ts'
import { addressLength } from './link-urls.ts'
import { atCodes, type Construct, type SyntaxEvent, type SyntaxExtension } from './markdown-syntax.ts'

const REPLACED = new Set(['wwwAutolink', 'protocolAutolink', 'emailAutolink'])

const LETTERS_H_AND_W = [72, 104, 87, 119]

const LONGEST_PREFIX = 'https://'.length
const PREFIX = /^(?:https?:\/\/|www\.)/i
const FIRST_OF_DOMAIN = /[\p{L}\p{N}[]/u
const END_OF_ADDRESS = /[\s<>"“”`]/

// Tokens that GFM's tree extension knows; the core's list of names is closed.
const LINK = 'literalAutolink' as SyntaxEvent[1]['type']
const HTTP = 'literalAutolinkHttp' as SyntaxEvent[1]['type']
const WWW = 'literalAutolinkWww' as SyntaxEvent[1]['type']

const bareAddress: Construct = {
  name: 'bareAddress',
  previous: (code) => !isWordCharacter(code),
  tokenize(effects, ok, nok) {
    let text = ''
    let left = 0

    // First a look ahead, since only the end of an address tells how much of it is punctuation after it.
    return effects.check({ tokenize: measure }, start, nok)

    function measure(lookahead: typeof effects, found: typeof ok, notFound: typeof nok): typeof ok {
      let open = 0
      lookahead.enter('data')
      return next

      function next(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
        const character = code === null || code < 0 ? '' : String.fromCharCode(code)
        if (character === '(' || character === '[') open++
        if (character === ')' || character === ']') open--
        if (character === '' || open < 0 || END_OF_ADDRESS.test(character) || !mayStart(text)) {
          lookahead.exit('data')
          left = addressLength(text)
          return isAddress(text.slice(0, left)) ? found(code) : notFound(code)
        }
        text += character
        lookahead.consume(code)
        return next
      }
    }

    function start(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
      effects.enter(LINK)
      effects.enter(/^w/i.test(text) ? WWW : HTTP)
      return inside(code)
    }

    function inside(code: Parameters<typeof ok>[0]): ReturnType<typeof ok> {
      if (left === 0) {
        effects.exit(/^w/i.test(text) ? WWW : HTTP)
        effects.exit(LINK)
        return ok(code)
      }
      left--
      effects.consume(code)
      return inside
    }
  },
}

/** False as soon as a text cannot become an address, so that an ordinary word is left at its second letter. */
function mayStart(text: string): boolean {
  if (text.length > LONGEST_PREFIX) return true
  const lower = text.toLowerCase()
  return ['http://', 'https://', 'www.'].some(
    (prefix) => prefix.startsWith(lower) || lower.startsWith(prefix),
  )
}

function isAddress(text: string): boolean {
  const prefix = PREFIX.exec(text)?.[0]
  return prefix !== undefined && FIRST_OF_DOMAIN.test(text.charAt(prefix.length))
}

const syntax: SyntaxExtension = { text: atCodes(LETTERS_H_AND_W, bareAddress) }

/** Plugin: links bare addresses. Use it after the GFM plugin. */
export function linkBareAddresses(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []).map(withoutReplaced), syntax]
}

function withoutReplaced(extension: SyntaxExtension): SyntaxExtension {
  const kept = Object.entries(extension.text ?? {}).flatMap(([code, constructs]) => {
    const others = [constructs ?? []].flat().filter((construct) => !REPLACED.has(construct.name ?? ''))
    return others.length > 0 ? [[code, others] as const] : []
  })
  return { ...extension, text: Object.fromEntries(kept) }
}
