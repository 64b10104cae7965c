/** What must hold for every imported programme, and ways to damage JSON on purpose. */
import { expect } from 'vitest'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import type { ImportedProgramme } from '../../../../server/import/programme.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'

export type JsonPath = readonly (string | number)[]

/** Checks what no input may break: valid documents, unique keys, known tracks, ordered times, usable links. */
export function expectSoundProgramme(programme: ImportedProgramme): void {
  const { event, tracks, sessions } = programme
  const docs = [
    event.description,
    ...tracks.flatMap((track) => [track.description, track.summary]),
    ...sessions.flatMap((session) => [session.abstract, session.summary]),
  ]
  for (const doc of docs) if (doc) expect(parseDoc(doc)).toEqual(doc)

  const trackKeys = tracks.map(({ key }) => key)
  expect(new Set(trackKeys).size).toBe(trackKeys.length)
  expect(new Set(sessions.map(({ key }) => key)).size).toBe(sessions.length)
  for (const { trackKey } of sessions) if (trackKey !== null) expect(trackKeys).toContain(trackKey)

  for (const { start, end } of sessions) {
    for (const time of [start, end]) {
      if (time !== null) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    }
    if (end !== null) expect(start !== null && start < end).toBe(true)
  }
  const links = [...tracks, ...sessions].flatMap(({ links: own }) => own)
  for (const { url, title } of links) {
    if (url !== null) expect(url).toMatch(/^(?:https?:\/\/|mailto:)/)
    expect(title).not.toBe('')
  }
  for (const { title } of [event, ...tracks, ...sessions]) expect(title.trim()).toBe(title)
}

/** The error that a function throws; fails unless it is an ImportError. */
export function importErrorOf(run: () => unknown): ImportError {
  try {
    run()
  } catch (error) {
    if (error instanceof ImportError) return error
    throw new Error(`expected an ImportError, got ${String(error)}`, { cause: error })
  }
  throw new Error('expected an ImportError, but the import went through')
}

/** Every place in a JSON value, the root left out. */
export function pathsOf(json: unknown, path: JsonPath = []): JsonPath[] {
  if (typeof json !== 'object' || json === null) return []
  const entries: [string | number, unknown][] = Array.isArray(json)
    ? json.map((value, index) => [index, value])
    : Object.entries(json)
  return entries.flatMap(([name, value]) => [[...path, name], ...pathsOf(value, [...path, name])])
}

/** A path as errors write it. */
export function placeOf(path: JsonPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `[${JSON.stringify(step)}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}

/** A place back into a path. */
export function pathOf(place: string): JsonPath {
  return [...place.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => (index === undefined ? (quoted ?? name ?? '') : Number(index)),
  )
}

/** A copy with another value at one place; `undefined` takes the field away. */
export function withValueAt(json: unknown, path: JsonPath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(json)) {
    return json.map((item: unknown, index) => (index === step ? withValueAt(item, rest, value) : item))
  }
  const copy: Record<string, unknown> = { ...(json as Record<string, unknown>) }
  const changed = withValueAt(copy[step], rest, value)
  if (changed === undefined) delete copy[step]
  else copy[step] = changed
  return copy
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed of this run: `TEST_SEED`, or a fixed one. Tests print it in their titles. */
export const testSeed = Number(process.env['TEST_SEED'] ?? 20_260_328)

/** How often each file is damaged: `TEST_ROUNDS`, or few enough for every run of the tests. */
export const testRounds = Number(process.env['TEST_ROUNDS'] ?? 40)

const WRONG_VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  -3.5,
  1e308,
  7,
  '',
  ' \n ',
  'not-what-was-expected',
  '\ud800 half a character',
  '2024-02-30T10:00:00Z',
  '99:99',
  'x'.repeat(600),
  'javascript:alert(1)',
  [],
  [null],
  [[[]]],
  ['a', 1],
  {},
  { en: 3 },
  { name: [], title: {}, date: 5 },
  JSON.parse('{"__proto__": {"title": "x"}, "constructor": []}'),
  { toString: 1, hasOwnProperty: null },
]

/**
 * Damages a file many times, each time at one place, and imports it: it either still gives a sound programme, or an
 * ImportError whose place is the damaged one, one inside it, or one around it.
 */
export function expectNoSurprise(options: {
  readonly json: unknown
  readonly importJson: (json: unknown) => ImportedProgramme
  readonly rounds: number
  readonly seed: number
}): { refused: number; accepted: number } {
  const { json, importJson, rounds, seed } = options
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  const paths = pathsOf(json)
  let refused = 0
  for (let round = 0; round < rounds; round += 1) {
    const path = pick(paths)
    const value = pick(WRONG_VALUES)
    const damage = `${placeOf(path)} = ${JSON.stringify(value)?.slice(0, 80)}`
    const outcome = attempt(() => importJson(withValueAt(json, path, value)))
    if (outcome instanceof ImportError) {
      refused += 1
      const place = outcome.place ?? ''
      const isRelated = placeOf(path).startsWith(place) || place.startsWith(placeOf(path))
      expect(isRelated, `${damage} was reported at ${place}: ${outcome.message}`).toBe(true)
    } else if (outcome instanceof Error) {
      throw new Error(`${damage} threw ${outcome.name}`, { cause: outcome })
    } else expectSoundProgramme(outcome)
  }
  return { refused, accepted: rounds - refused }
}

function attempt(run: () => ImportedProgramme): ImportedProgramme | Error {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** What a field may hold, apart from nothing. */
export type JsonKind = 'text' | 'number' | 'boolean' | 'list' | 'object'

const SAMPLES: Readonly<Record<JsonKind, unknown>> = {
  text: 'a text',
  number: 41.5,
  boolean: true,
  list: [],
  object: {},
}

/**
 * Puts each kind of value that a field may not hold at its place, and gives what was not refused at exactly that place
 * with a message that says what was expected and found.
 */
export function wrongKindsAccepted(options: {
  readonly json: unknown
  readonly importJson: (json: unknown) => ImportedProgramme
  readonly place: string
  readonly allowed: readonly JsonKind[]
}): readonly string[] {
  const { json, importJson, place, allowed } = options
  const path = pathOf(place)
  return Object.entries(SAMPLES).flatMap(([kind, sample]) => {
    if (allowed.some((each) => each === kind)) return []
    const outcome = attempt(() => importJson(withValueAt(json, path, sample)))
    if (!(outcome instanceof Error)) return [`${kind}: imported`]
    if (!(outcome instanceof ImportError)) return [`${kind}: ${outcome.name}`]
    const isExact = outcome.place === place && /expected .*, found /.test(outcome.message)
    return isExact ? [] : [`${kind}: ${outcome.message}`]
  })
}
