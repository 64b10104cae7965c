/** What is said of where a name is, and of what taking it out does. */
import type { NamePlace, NameReport } from '../../../shared/contracts/names.ts'
import { formatMoment } from '../../components/times.ts'

const PLACE_WORDS: Readonly<Record<NamePlace, string>> = {
  event: 'What is said of the event, and what notes begin with',
  people: 'Speakers and leads: name, e-mail address and affiliation',
  programme: 'Tracks and sessions: titles, abstracts, halls and links',
  authors: 'Who wrote, published or was here: they become “Somebody”',
  comments: 'Comments and suggestions, and who made them',
  versions: 'Names of versions, and who gave them',
  errata: 'Corrections of summaries',
  links: 'Labels of access links, and who made them',
  audit: 'The audit log: its entries stay without the name',
}

export function placeWords({ place, count }: NameReport['places'][number]): string {
  return `${PLACE_WORDS[place]} (${count})`
}

export function noteWords({ kind, title, inText, inPast }: NameReport['notes'][number]): string {
  const where = inText ? 'in the text' : inPast ? 'in what was deleted' : 'not found'
  return `${title ?? 'A track'}, ${kind === 'notes' ? 'notes' : 'summary'}: ${where}`
}

/** `zone`: the event's. */
export function publicationWords(
  { number, publishedAt, isPublic, isInPdf }: NameReport['publications'][number],
  zone: string,
): string {
  const parts = [
    `Number ${number}, ${formatMoment(publishedAt, zone)}${isPublic ? ' – readers see it now: publish again afterwards' : ''}`,
    ...(isInPdf ? [`The PDF of publication ${number} was made from texts with this name`] : []),
  ]
  return parts.join('. ')
}

/** What ends with the histories, in a sentence. */
export function historyWords(notes: NameReport['notes']): string {
  const versions = notes.flatMap(({ versions }) => versions)
  const one = notes.length === 1
  const lost =
    versions.length === 0
      ? ''
      : ` ${versions.length === 1 ? 'This version goes' : 'These versions go'} with it: ${versions.map((name) => `“${name}”`).join(', ')}.`
  return `The history of ${one ? 'this note' : `these ${notes.length} notes`} ends: the log keeps everything, so it cannot keep this. The text stays as it is, but for the name; who wrote it so far, and what was deleted, cannot be told any more.${lost}`
}

export function isFound({ places, notes, publications }: NameReport): boolean {
  return places.length > 0 || notes.length > 0 || publications.length > 0
}

/** One name a line. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}
