/** Lists of speakers and leads as text: "X, affiliation", "X & Y from Z", "X <mail>, Y (mail) or Z". */
import type { ImportedPerson } from '../programme.ts'
import { isNameList, readNames, type NameList } from './person-names.ts'
import { excerptOf, singleSpaced } from './text-shape.ts'

export interface PeopleLine {
  readonly people: readonly ImportedPerson[]
  /** Words between the people that became structure. */
  readonly labels: readonly string[]
  /** Words that the people hold more often than the line. */
  readonly echoes: readonly string[]
  /** Why the reading is a guess; null when it is not. */
  readonly doubt: string | null
}

const BEFORE_AFFILIATION = /^(?:from|of|at)\s+/

/** The people of a `Speaker:` line, without its label. `isPlural`: the label said `Speakers`. */
export function readSpeakerLine(text: string, isPlural: boolean): PeopleLine {
  const line = singleSpaced(text.replace(/\.$/, ''))
  const list = readNames(line)
  if (list === null || list.names.some((name) => !name.includes(' '))) {
    return (isPlural ? null : readOneWithAffiliation(line)) ?? readPieces(line)
  }
  // "Speaker: Ann Roe, Acme Corp" has the form of two names; one speaker and a comma mean an affiliation.
  const isOne = !isPlural && list.commasOnly && list.names.length === 2
  const names = isOne ? list.names.slice(0, 1) : list.names
  const rest = isOne ? line.slice(line.indexOf(',') + 1).trim() : line.slice(list.end).trim()
  return {
    ...withAffiliation(names, { rest, list }),
    doubt: isOne ? 'the part after the comma is read as an affiliation' : null,
  }
}

/** "Grace Hopper, Navy": one full name, a comma, and something that is no full name. */
function readOneWithAffiliation(line: string): PeopleLine | null {
  const [name = '', affiliation = '', ...more] = line.split(/,\s*/)
  if (more.length > 0 || affiliation === '' || !name.includes(' ') || readNames(name)?.names.length !== 1)
    return null
  return {
    people: [{ name, affiliation }],
    labels: [],
    echoes: [],
    doubt: 'the part after the comma is read as an affiliation',
  }
}

function withAffiliation(
  names: readonly string[],
  from: { rest: string; list: NameList },
): Omit<PeopleLine, 'doubt'> {
  const label = BEFORE_AFFILIATION.exec(from.rest)?.[0] ?? ''
  const affiliation = unbracketed(from.rest.slice(label.length).replace(/^,\s*/, ''))
  const labels = [...from.list.labels, label].filter((each) => each !== '')
  const people = names.map((name) => (affiliation === '' ? { name } : { name, affiliation }))
  return { people, labels, echoes: affiliation === '' ? [] : names.slice(1).map(() => affiliation) }
}

function unbracketed(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
}

/** Names of a form that is not known: divided at commas and "and", and shown as a guess. */
function readPieces(line: string): PeopleLine {
  const labels: string[] = []
  const people: ImportedPerson[] = []
  for (const piece of line.split(/(, | and | & )/)) {
    const name = piece.trim()
    if (name === 'and' || name === '&' || name === ',') labels.push(name)
    else if (name !== '') people.push({ name })
  }
  return { people, labels, echoes: [], doubt: 'the names have an unusual form' }
}

export interface LeadsText extends PeopleLine {
  /** Text behind the last address that names nobody. */
  readonly rest: string
}

/** More are not listed in one warning. */
const MAX_DOUBTS = 3
const ADDRESS = /[<(]\s*([^\s<>()@]+@[^\s<>()@]+)\s*[>)]/g

/** The people of the text under a leads heading. */
export function readLeads(text: string): LeadsText {
  const people: ImportedPerson[] = []
  const labels: string[] = []
  const doubts: string[] = []
  const echoes: string[] = []
  let done = 0
  for (const match of text.matchAll(ADDRESS)) {
    const names = namesBetween(text.slice(done, match.index), labels)
    const last = names.pop()
    const email = match[1] ?? ''
    for (const name of names) people.push({ name })
    if (names.length > 0) doubts.push(doubtAbout(names))
    if (last === undefined) {
      const name = email.split('@')[0] ?? email
      doubts.push('an address has no name before it')
      echoes.push(name)
      people.push({ name, email })
    } else people.push({ name: last, email })
    done = match.index + match[0].length
  }
  const tail = text
    .slice(done)
    .trim()
    .replace(/^[,;.]\s*/, '')
    .replace(/\.$/, '')
  const tailNames = namesBetween(tail, [])
  if (tail === '' || !tailNames.every(isNameList))
    return { people, labels, echoes, rest: tail, doubt: doubtOf(doubts) }
  namesBetween(tail, labels)
  for (const name of tailNames) people.push({ name })
  doubts.push(doubtAbout(tailNames))
  return { people, labels, echoes, rest: '', doubt: doubtOf(doubts) }
}

function doubtAbout(names: readonly string[]): string {
  return `no address was found for ${excerptOf(names.join(', '))}`
}

function doubtOf(doubts: readonly string[]): string | null {
  return doubts.length === 0 ? null : doubts.slice(0, MAX_DOUBTS).join('; ')
}

/** The names in a text divided by commas, "and", "or" and "&"; the dividing words are added to `labels`. */
function namesBetween(text: string, labels: string[]): string[] {
  const names: string[] = []
  let words: string[] = []
  const close = (): void => {
    if (words.length > 0) names.push(words.join(' '))
    words = []
  }
  for (const word of text.split(/\s+/)) {
    if (word === 'and' || word === 'or' || word === '&') {
      labels.push(word)
      close()
      continue
    }
    const isLast = /[,;]$/.test(word)
    const body = isLast ? word.slice(0, -1) : word
    if (body !== '') words.push(body)
    if (isLast) close()
  }
  close()
  return names
}
