/** A book as data for the template. */
import { formatDate } from '../../lib/event-time.ts'
import { MAX_TITLE_PEOPLE, type Book } from '../book.ts'
import { BlockWriter } from './block-data.ts'
import { cleanTitle, shorten } from './clean-text.ts'
import { lineSpans, textSpans } from './inline-data.ts'
import { Journal } from './journal.ts'
import { MAX_CONTENTS_ENTRIES, MAX_HEADING_CHARACTERS, MAX_RUNNING_HEAD_CHARACTERS } from './limits.ts'
import type { MissingTexts } from './missing-glyphs.ts'
import type { PdfBlock, PdfBook } from './pdf-data.ts'
import { PlacedPictures, type TryPicture } from './pictures.ts'

/** As on reading pages: shorter documents have no contents. */
const LEAST_CONTENTS = 4
/** Characters of an average chapter from which on each begins a page. */
const CHAPTER_CHARACTERS = 1_500
const MAX_FACTS = 12
const MAX_AUTHORS = 200

export interface BookDataOptions {
  readonly missing: MissingTexts
  readonly tryPicture: TryPicture
}

/** Throws PdfError `too_large`. */
export function toPdfBook(
  book: Book,
  { missing, tryPicture }: BookDataOptions,
): { data: PdfBook; journal: Journal } {
  const journal = new Journal()
  const { language, region } = readLanguage(book.language)
  const title = shorten(cleanTitle(book.title) || 'Untitled', MAX_HEADING_CHARACTERS)
  const people = book.people.map(cleanTitle).filter((name) => name !== '')
  const facts = book.facts
    .map(cleanTitle)
    .filter((fact) => fact !== '')
    .slice(0, MAX_FACTS)
  const licence = cleanTitle(book.licence ?? '')
  for (const text of [title, ...facts, licence, ...people]) journal.noteText(text)
  journal.leaveTitlePage()
  const pictures = new PlacedPictures(book.images, tryPicture)
  const writer = new BlockWriter({ journal, language, missing, pictures })
  const blocks = writer.writeBlocks(book.doc.content)
  const { chapters } = writer
  const data: PdfBook = {
    title,
    titleSpans: textSpans(title, { missing }),
    headTitle: textSpans(shorten(title, MAX_RUNNING_HEAD_CHARACTERS), { missing }),
    facts: facts.map((fact) => lineSpans(fact, { missing })),
    people: people.slice(0, MAX_AUTHORS),
    peopleSpans:
      people.length > 0 && people.length <= MAX_TITLE_PEOPLE
        ? textSpans(people.join(' · '), { missing })
        : null,
    licence: licence === '' ? null : lineSpans(licence, { missing }),
    language,
    region,
    ...readChanged(book.changedAt),
    contentsDepth: contentsDepth(writer),
    beginsChaptersOnPages: chapters.length > 1 && journal.characters / chapters.length >= CHAPTER_CHARACTERS,
    chapters: chapters.map((chapter) =>
      textSpans(shorten(chapter, MAX_RUNNING_HEAD_CHARACTERS), { missing }),
    ),
    parts: splitParts(blocks),
  }
  return { data, journal }
}

/** Levels of headings that are in the contents; 0: there are none. */
function contentsDepth({ contentsLength, chapters }: BlockWriter): number {
  if (contentsLength < LEAST_CONTENTS) return 0
  if (contentsLength <= MAX_CONTENTS_ENTRIES) return 2
  return chapters.length <= MAX_CONTENTS_ENTRIES ? 1 : 0
}

function splitParts(blocks: readonly PdfBlock[]): PdfBlock[][] {
  const parts: PdfBlock[][] = []
  for (const block of blocks) {
    const last = parts.at(-1)
    if (!last || (block.type === 'heading' && block.level === 1)) parts.push([block])
    else last.push(block)
  }
  return parts
}

/** What Typst takes of a language tag; English where it is none. */
function readLanguage(tag: string): { language: string; region: string | null } {
  const [, language, region] = /^([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-|$)/.exec(tag) ?? []
  return { language: language?.toLowerCase() ?? 'en', region: region?.toUpperCase() ?? null }
}

/** An instant that is none is the first of all: the same book gives the same file, whatever the clock says. */
function readChanged(changedAt: string): Pick<PdfBook, 'changed' | 'changedDay'> {
  const parsed = Date.parse(changedAt)
  const instant = new Date(Number.isNaN(parsed) || parsed < 0 ? 0 : parsed)
  return {
    changed: {
      year: instant.getUTCFullYear(),
      month: instant.getUTCMonth() + 1,
      day: instant.getUTCDate(),
      hour: instant.getUTCHours(),
      minute: instant.getUTCMinutes(),
      second: instant.getUTCSeconds(),
    },
    changedDay: formatDate(instant.getTime(), 'UTC'),
  }
}
