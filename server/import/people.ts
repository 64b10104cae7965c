/**
 * People as programmes name them: names brought into one form, and the same person listed once. Who is whom across
 * the tracks and sessions of an event is decided where the programme is stored, by the same rule.
 */
import type { ImportedPerson } from './programme.ts'

/** A person together with what tells them apart, e.g. the hash of an address that the source does not show. */
export interface NamedPerson extends ImportedPerson {
  /** Equal for two entries of the same person; null when the source has nothing of the kind. */
  readonly identity: string | null
}

/** A name without outer blanks, control characters and double blanks. */
export function normalizeName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  return name.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ').trim()
}

/** `Lovelace, Ada` as `Ada Lovelace`; any other form stays. */
export function unflipName(name: string): string {
  const parts = name.split(',').map(normalizeName)
  const [last, first] = parts
  return parts.length === 2 && last && first ? `${first} ${last}` : name
}

/**
 * The names in one text such as `Ada Lovelace, Alan Turing and Grace Hopper`. Semicolons separate before commas, so
 * that `Lovelace, Ada; Turing, Alan` stays two people.
 */
export function splitNames(text: string): readonly string[] {
  const separator = text.includes(';') ? ';' : /,|\s+(?:and|&)\s+/u
  return text
    .split(separator)
    .map(normalizeName)
    .filter((name) => name !== '')
}

/**
 * Each person once, in order of first appearance. Two entries are the same person when their addresses are equal, else
 * when their identities are, else when their names are and neither address nor identity speaks against it. The first
 * known affiliation and address are kept.
 */
export function mergePeople(people: readonly NamedPerson[]): readonly ImportedPerson[] {
  const merged: NamedPerson[] = []
  const indexOf = new Map<string, number>()
  for (const person of people) {
    const marks = marksOf(person)
    const index = marks
      .map((mark) => indexOf.get(mark))
      .find((found) => found !== undefined && !differs(merged[found], person))
    const known = index === undefined ? undefined : merged[index]
    if (index !== undefined && known) {
      merged[index] = { ...person, ...known, identity: known.identity ?? person.identity }
    } else merged.push(person)
    for (const mark of marks) if (!indexOf.has(mark)) indexOf.set(mark, index ?? merged.length - 1)
  }
  return merged.map(({ name, email, affiliation }) => ({
    name,
    ...(email === undefined ? {} : { email }),
    ...(affiliation === undefined ? {} : { affiliation }),
  }))
}

/** What a person can be recognised by, the strongest first. */
function marksOf({ name, email, identity }: NamedPerson): readonly string[] {
  return [
    ...(email === undefined ? [] : [`mail ${email.toLowerCase()}`]),
    ...(identity === null ? [] : [`id ${identity}`]),
    `name ${normalizeName(name).normalize('NFKC').toLowerCase()}`,
  ]
}

function differs(one: NamedPerson | undefined, other: NamedPerson): boolean {
  if (!one) return true
  if (one.email !== undefined && other.email !== undefined) {
    return one.email.toLowerCase() !== other.email.toLowerCase()
  }
  return one.identity !== null && other.identity !== null && one.identity !== other.identity
}
