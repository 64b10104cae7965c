/** Why Typst does not write a PDF/UA file, as it tells it: a list in the form of its own debugging. */

export interface UaRefusal {
  /** Texts that no font can show. */
  readonly missing: readonly string[]
  /** Everything else, in Typst's words. */
  readonly reasons: readonly string[]
}

const MESSAGE = /message: "((?:[^"\\]|\\.)*)"/gu
const MISSING = /^PDF\/UA-1 error: the text `"([\s\S]*)"` could not be displayed with font/u

export function readUaRefusal(text: string): UaRefusal {
  const messages = Array.from(text.matchAll(MESSAGE), ([, message = '']) => unescapeDebug(message))
  const missing = new Set<string>()
  const reasons = new Set<string>()
  for (const message of messages) {
    const found = MISSING.exec(message)?.[1]
    if (found === undefined) reasons.add(message.replace(/^PDF\/UA-1 error: /, ''))
    else missing.add(unescapeDebug(found))
  }
  return { missing: [...missing], reasons: messages.length > 0 ? [...reasons] : [text.slice(0, 200)] }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' }

/** The reverse of Rust's way to write a string. */
function unescapeDebug(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gsu, (_, code: string | undefined, sign: string) =>
    code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCodePoint(Number.parseInt(code, 16)),
  )
}
