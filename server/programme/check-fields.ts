/** What forms send, checked beyond what a contract can say. All throw AppError naming the field. */
import type { DocContract, Link, Person } from '../../shared/contracts/programme.ts'
import type * as z from 'zod/mini'
import { isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { AppError } from '../errors.ts'

const MAX_EMAIL_LENGTH = 254

/** The fields that were given: a patch names only what changes. */
export function givenFields<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** A document as it is stored: read through the schema; one without text is none. */
export async function checkDoc(
  doc: z.infer<typeof DocContract> | null,
  place: string,
): Promise<string | null> {
  const checked = doc === null ? null : await readThroughSchema(doc as DocNode, place)
  return isEmptyDoc(checked) ? null : JSON.stringify(checked)
}

async function readThroughSchema(doc: DocNode, place: string): Promise<DocJson> {
  // The editor's schema is needed by the first document that somebody sends, not by a start.
  const { parseDoc } = await import('../../shared/schema/check-doc.ts')
  try {
    return parseDoc(doc)
  } catch (cause) {
    throw new AppError(
      'bad_request',
      `Expected a document of the editor’s schema in ${place}: ${(cause as Error).message}`,
      { place, cause },
    )
  }
}

/** Links as they are stored. An address may be missing, since a programme can name slides without saying where they are. */
export function checkLinks(links: readonly Link[], place = 'links'): string {
  links.forEach(({ url }, index) => {
    if (url !== null && !isSafeHref(url)) {
      throw new AppError('bad_request', 'Expected an address with http, https or mailto.', {
        place: `${place}[${index}].url`,
      })
    }
  })
  return JSON.stringify(links.map(({ kind, title, url }) => ({ kind, title, url })))
}

/** The page of an event or session. */
export function checkPageUrl(url: string | null): string | null {
  if (url === null || /^https?:\/\//i.test(url)) return url
  throw new AppError('bad_request', 'Expected an address that begins with http:// or https://.', {
    place: 'url',
  })
}

export function checkPeople(people: readonly Person[], place: string): readonly Person[] {
  people.forEach(({ email }, index) => {
    const text = email?.trim() ?? ''
    if (text !== '' && (text.length > MAX_EMAIL_LENGTH || !/^[^\s@]+@[^\s@]+$/.test(text))) {
      throw new AppError('bad_request', 'Expected an e-mail address, such as ada@example.org.', {
        place: `${place}[${index}].email`,
      })
    }
  })
  return people
}

/** Names without repeats. One letter would blacken every text. */
export function checkRedactedNames(names: readonly string[]): readonly string[] {
  names.forEach((name, index) => {
    if (name.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 2) {
      throw new AppError('bad_request', 'Expected a name of at least two letters.', {
        place: `redactedNames[${index}]`,
      })
    }
  })
  return [...new Set(names)]
}

export function checkTimeZone(name: string): string {
  try {
    // Newer engines also take offsets, which say nothing about summer time.
    if (/^[A-Za-z]/.test(name)) return (new Intl.DateTimeFormat('en', { timeZone: name }), name)
  } catch {
    // Unknown: the error below says so.
  }
  throw new AppError('bad_request', 'Expected the name of a time zone, such as Europe/Lisbon.', {
    place: 'timeZone',
  })
}

/** `YYYY-MM-DD` of a day that exists; the last day is not before the first. */
export function checkDates(first: string | null, last: string | null): void {
  checkDay('startDate', first)
  checkDay('endDate', last)
  if (first !== null && last !== null && last < first) {
    throw new AppError('bad_request', 'Expected the last day not before the first.', { place: 'endDate' })
  }
}

/** When summaries are due: in review not after final. */
export function checkDue(review: string | null, final: string | null): void {
  checkDay('reviewDue', review)
  checkDay('finalDue', final)
  if (review !== null && final !== null && final < review) {
    const detail = 'Expected summaries to be due in review before they are due final.'
    throw new AppError('bad_request', detail, { place: 'finalDue' })
  }
}

function checkDay(place: string, date: string | null): void {
  if (date === null || isDate(date)) return
  throw new AppError('bad_request', `Expected a day that exists, found ${date}.`, { place })
}

/** Instants in ms; the end is not before the start. */
export function checkTimes(start: number | null, end: number | null): void {
  if (start !== null && end !== null && end < start) {
    throw new AppError('bad_request', 'Expected the end not before the start.', { place: 'end' })
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
