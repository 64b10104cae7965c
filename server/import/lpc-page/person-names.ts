/**
 * Reads people's names at a given place of a text: "Aubrey Li, Jan Schönherr and Vineeth Remanan Pillai jointly lead"
 * gives three names and where they end. It knows the shape of Latin-script names only, and prefers to miss a name to
 * making one up; whoever asks decides what else must hold (a verb of speaking, a bracket, a label).
 */

export interface NameList {
  readonly names: readonly string[]
  /** "and", "or", "&" and titles such as "Dr." that stood among the names. */
  readonly labels: readonly string[]
  /** Offset behind the last name. */
  readonly end: number
  /** True when a comma divides names and nothing else does. */
  readonly commasOnly: boolean
}

const HONORIFIC = /^(?:Dr|Prof|Mr|Mrs|Ms)\.$/
const PARTICLES: ReadonlySet<string> = new Set(
  'van von de der den del della da di du la le al bin ten ter'.split(' '),
)
const SUFFIX = /^(?:II|III|IV|Jr\.?|Sr\.?|I)$/
const INITIAL = /^\p{Lu}\.$/u
// The parts of a hyphenated name are checked one by one, so that "OpenPrinting" is no name but "McKenney" is.
const NAME_PART =
  /^(?:Mc|Mac|De|Di|Du|La|Le|Fitz|Van|O['’]|D['’])?\p{Lu}[\p{Ll}\p{M}]+(?:['’]\p{L}\p{Ll}+)?$/u
const CONNECTORS: ReadonlySet<string> = new Set(['and', 'or', '&'])
const MAX_NAME_WORDS = 5
const MAX_NAME_LENGTH = 40

const NO_NAMES: ReadonlySet<string> = new Set(
  (
    'A An After All Also Another As At But By Currently During Every First Following For From Further General How If In ' +
    'It Its Last Many Most Next No On One Other Our Several Since So Some Such That The Then There These They This ' +
    'Those To Two We What When While With You Session Talk Topic Discussion Question Audience Linux Kernel Foundation ' +
    'Project Team Group Working University Google Intel Microsoft Oracle Android Debian Fedora Gentoo Ubuntu'
  ).split(' '),
)

interface Word {
  readonly text: string
  /** Offset of its first and behind its last character, punctuation aside. */
  readonly start: number
  readonly end: number
  /** What follows it directly: a comma, a full stop, anything else, or nothing. */
  readonly after: string
}

/** The names that start at an offset (0 when left out); null when none does. */
export function readNames(text: string, from = 0): NameList | null {
  const names: string[] = []
  const labels: string[] = []
  let end = from
  let connectors = 0
  let commas = 0
  let next = wordAt(text, from)
  while (next !== null) {
    const found = readName(text, next)
    if (found === null) break
    names.push(found.name)
    labels.push(...found.labels, ...pendingLabel(text.slice(end, next.start)))
    end = found.last.end
    if (found.last.after !== '' && found.last.after !== ',') break
    next = wordAt(text, end + found.last.after.length)
    const isConnected = next !== null && CONNECTORS.has(next.text)
    if (found.last.after === '' && !isConnected) break
    if (isConnected) connectors += 1
    else commas += 1
    if (isConnected && next !== null) next = wordAt(text, next.end)
  }
  return names.length === 0 ? null : { names, labels, end, commasOnly: connectors === 0 && commas > 0 }
}

/** True when a text is nothing but names. */
export function isNameList(text: string): boolean {
  const list = readNames(text)
  return list !== null && text.slice(list.end).trim() === '' && list.names.every((name) => name.includes(' '))
}

/** The connector between two names, if the gap between them holds one. */
function pendingLabel(gap: string): readonly string[] {
  const label = gap.replaceAll(',', ' ').trim()
  return label === '' ? [] : [label]
}

function readName(text: string, first: Word): { name: string; labels: readonly string[]; last: Word } | null {
  const parts: string[] = []
  const labels: string[] = []
  let last: Word | null = null
  let word: Word | null = first
  while (word !== null && parts.length < MAX_NAME_WORDS) {
    if (parts.length === 0 && HONORIFIC.test(word.text)) labels.push(word.text)
    else if (isNameWord(word.text, parts.length === 0)) {
      parts.push(word.text)
      if (!PARTICLES.has(word.text)) last = word
      if (word.after !== '') break
    } else break
    word = wordAt(text, word.end)
  }
  if (last === null) return null
  while (PARTICLES.has(parts.at(-1) ?? '')) parts.pop()
  return { name: parts.join(' '), labels, last }
}

function isNameWord(word: string, isFirst: boolean): boolean {
  if (NO_NAMES.has(word) || word.length > MAX_NAME_LENGTH) return false
  if (INITIAL.test(word) || (!isFirst && (PARTICLES.has(word) || SUFFIX.test(word)))) return true
  return word.split('-').every((part) => NAME_PART.test(part))
}

/** The next word at or behind an offset; a full stop belongs to it only in an initial, a title or a suffix. */
function wordAt(text: string, from: number): Word | null {
  let start = from
  while (start < text.length && /\s/.test(text.charAt(start))) start += 1
  let stop = start
  // One character more than a name may have, so that a longer word is seen to be too long.
  while (stop < text.length && stop - start <= MAX_NAME_LENGTH && !/\s/.test(text.charAt(stop))) stop += 1
  const raw = text.slice(start, stop)
  if (raw === '') return null
  if (HONORIFIC.test(raw) || INITIAL.test(raw) || SUFFIX.test(raw) || CONNECTORS.has(raw)) {
    return { text: raw, start, end: stop, after: '' }
  }
  const body = /^[^,;:.!?()<>]*/.exec(raw)?.[0] ?? ''
  return { text: body, start, end: start + body.length, after: raw.charAt(body.length) }
}
