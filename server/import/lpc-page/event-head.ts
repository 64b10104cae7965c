/**
 * The event: what the page says before its first track (dates, time zone, titles) and after its last one (the headings
 * of the sponsors' logos). Whatever is not the title stays readable in the event's description.
 */
import type { ImportedEvent } from '../programme.ts'
import { blocksOf } from './blocks.ts'
import { docOfBlocks } from './doc-nodes.ts'
import { parseDateRange } from './event-dates.ts'
import type { ImportJournal } from './journal.ts'
import type { Line } from './lines.ts'
import { singleSpaced } from './text-shape.ts'

const ZONE = /^([A-Za-z_]{1,30}(?:\/[A-Za-z_+-]{1,30}){0,2})\stime\s?zone$/i
const UNTITLED = 'Untitled event'

/** The event of the page's head and tail. */
export function eventOf(
  page: { head: readonly Line[]; tail: readonly Line[] },
  journal: ImportJournal,
): ImportedEvent {
  const lines = page.head.filter((line) => line.text !== '')
  const dates = firstOf(lines, parseDateRange)
  const zone = firstOf(lines, timeZoneOf)
  const title = titleLineOf(lines)
  if (title === undefined) {
    journal.echo(UNTITLED)
    journal.warn({
      code: 'event-title-missing',
      line: 1,
      message: 'The page has no title above its first track.',
    })
  }
  if (dates === null) {
    journal.warn({
      code: 'event-dates-missing',
      line: 1,
      message: 'No dates were found above the first track.',
    })
  }
  const [firstSponsor] = page.tail
  if (firstSponsor) {
    const message = 'The headings after the last track were kept in the description of the event.'
    journal.warn({ code: 'page-tail', line: firstSponsor.number, message })
  }
  const kept = [...page.head.filter((line) => line !== title), ...page.tail]
  return {
    title: title === undefined ? UNTITLED : singleSpaced(title.text),
    description: docOfBlocks(kept.flatMap((line) => blocksOf([line]))),
    startDate: dates?.start ?? null,
    endDate: dates?.end ?? null,
    timeZone: zone,
    location: null,
    url: null,
  }
}

/** The last line with a digit ("LPC2019 ..." says more than "Accepted ..."), else the first that is no date or zone. */
function titleLineOf(lines: readonly Line[]): Line | undefined {
  const titles = lines.filter((line) => parseDateRange(line.text) === null && timeZoneOf(line.text) === null)
  return titles.findLast((line) => /\d/.test(line.text)) ?? titles[0]
}

function timeZoneOf(text: string): string | null {
  const name = text.length > 120 ? undefined : ZONE.exec(text)?.[1]
  if (name === undefined) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

function firstOf<T>(lines: readonly Line[], read: (text: string) => T | null): T | null {
  for (const line of lines) {
    const value = read(line.text)
    if (value !== null) return value
  }
  return null
}
