/**
 * Finds who spoke in the opening words of a session's text: names, then a verb that only a speaker takes ("Ann Roe and
 * Bo Li presented ..."). A name without such a verb is nobody's: the audience is named in these texts as well.
 */
import { readNames } from './person-names.ts'

export interface ProseSpeakers {
  readonly names: readonly string[]
  /** A single word before a speaker's verb: a first name perhaps, perhaps something else. */
  readonly single: string | null
}

const VERBS: ReadonlySet<string> = new Set(
  (
    'began chaired covered demonstrated described discussed explained gave highlighted introduced kicked lead led ' +
    'moderated opened outlined presented provided reported represented reviewed showed spoke started summarised ' +
    'summarized talked walked wanted went'
  ).split(' '),
)
const BETWEEN: ReadonlySet<string> = new Set(
  'has have had jointly then also briefly first next again'.split(' '),
)
const IN_THIS_PART = /^In this (?:section|session|talk|part|slot),?\s+/
const PREPOSITION = /^(?:After|As|During|Following|For|In|On|To|With)\s/
/** A clause before the name is not longer than this. Characters. */
const MAX_LEAD_IN = 160
/** The opening words that are looked at. Characters. */
const MAX_OPENING = 400

/** The speakers that the opening words of a text name. */
export function speakersInProse(text: string): ProseSpeakers {
  const opening = text.slice(0, MAX_OPENING)
  for (const start of startsOf(opening)) {
    const list = readNames(opening, start)
    if (list === null || !hasSpeakersVerb(opening.slice(list.end))) continue
    const names = list.names.filter((name) => name.includes(' '))
    const [only, more] = list.names
    if (names.length > 0) return { names, single: null }
    if (only !== undefined && more === undefined) return { names: [], single: only }
  }
  return { names: [], single: null }
}

/** Where a name may start: at the beginning, or behind a clause that opens with a preposition. */
function startsOf(text: string): readonly number[] {
  const part = IN_THIS_PART.exec(text)
  if (part) return [part[0].length]
  if (!PREPOSITION.test(text)) return [0]
  const comma = text.slice(0, MAX_LEAD_IN).indexOf(', ')
  return comma < 0 ? [] : [comma + 2]
}

function hasSpeakersVerb(rest: string): boolean {
  const words = rest.trimStart().split(/\s+/, 4)
  const verb = words.find((word) => !BETWEEN.has(word))
  return verb !== undefined && /^\s/.test(rest) && VERBS.has(verb.replace(/[,.;:]$/, ''))
}
