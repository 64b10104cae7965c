/** What all parts of the c3voc importer need to know about the schedule that is being read. */
import type { Temporal } from 'temporal-polyfill'
import { fieldOf, isAbsent, isJsonObject, readEntries, unexpectedValue, type JsonAt } from '../json-input.ts'
import { countOf, type WarningCollector } from '../warning-collector.ts'

/** The schedule as a whole. */
export interface C3vocContext {
  readonly warnings: WarningCollector
  /** The language that is preferred where a text is given in several. */
  readonly language: string | null
  /** Zone of wall clocks without an offset. */
  readonly timeZone: string | null
  /** Relative addresses start here. */
  readonly baseUrl: string | null
  /** Events that start before this belong to the night of the day before. */
  readonly dayChange: Temporal.PlainTime | null
}

/** One entry of `conference.days`. */
export interface C3vocDay {
  /** Where its date stands, for errors. */
  readonly dateAt: JsonAt
  readonly date: Temporal.PlainDate | null
  /** The offset that the day's own bounds have, e.g. `+01:00`. */
  readonly offset: string | null
  /** When the day begins, and when it ends, which may be in the night after it. */
  readonly firstTime: Temporal.PlainTime | null
  readonly lastMoment: Temporal.PlainDateTime | null
}

/**
 * The text of a field that holds either a text or one text per language: `{"en": …, "fr": …}`. The wanted language is
 * taken where there is one, else English, else the first that is not blank.
 */
export function chooseTranslation(at: JsonAt, { warnings, language: wanted }: C3vocContext): JsonAt {
  if (!isJsonObject(at.value)) {
    if (isAbsent(at) || typeof at.value === 'string') return at
    throw unexpectedValue(at, 'a text, or one text per language')
  }
  const translations = readEntries(at).filter(([, text]) => !isAbsent(text))
  for (const [, text] of translations) {
    if (typeof text.value !== 'string') throw unexpectedValue(text, 'a text')
  }
  const written = translations.filter(([, text]) => String(text.value).trim() !== '')
  const [first] = written
  if (!first) return { value: null, place: at.place }
  if (written.length > 1) {
    warnings.tally({
      code: 'several-languages',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['text is', 'texts are'])} given in several languages; one of them was imported: the session's own, else English, else the first.`,
    })
  }
  const inLanguage = (language: string) =>
    written.find(([name]) => name.toLowerCase().split(/[-_]/)[0] === language.toLowerCase().split(/[-_]/)[0])
  return ((wanted === null ? undefined : inLanguage(wanted)) ?? inLanguage('en') ?? first)[1]
}

/** The first field of these names that is there; the first name's place when none is. */
export function firstFieldOf(parent: JsonAt, names: readonly [string, ...string[]]): JsonAt {
  for (const name of names) {
    const field = fieldOf(parent, name)
    if (!isAbsent(field)) return field
  }
  return fieldOf(parent, names[0])
}
