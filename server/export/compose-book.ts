/** An event, a track or a session as a book (`book.ts`): its parts as chapters, minutes as text. */
import { docOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import type { Book, BookImages } from './book.ts'
import { eventBlocks, eventFacts, sessionBody, trackBlocks } from './compose.ts'
import { embedDoc } from './embed-doc.ts'
import type { ExportEvent, ExportPart, ExportPerson, ExportSetting } from './programme.ts'

const LANGUAGE = 'en'

export function composeBook(
  part: ExportPart,
  {
    event,
    setting,
    images,
  }: { readonly event: ExportEvent; readonly setting: ExportSetting; readonly images: BookImages },
): Book {
  const { id, title } = part.of
  return {
    id,
    title,
    facts: [...(part.kind === 'event' ? [] : [event.title]), ...eventFacts(event)],
    language: (part.kind === 'session' ? part.of.language : null) ?? LANGUAGE,
    licence: event.licence,
    people: namesOf(part),
    changedAt: event.changedAt,
    doc: plainMinutes(docOf(blocksOf(part, setting))),
    images,
  }
}

function blocksOf(part: ExportPart, setting: ExportSetting): DocNode[] {
  switch (part.kind) {
    case 'event':
      return [...embedDoc(part.of.description, 0), ...eventBlocks(part.of, setting, 1)]
    case 'track':
      return trackBlocks(part.of, setting, 0)
    case 'session':
      return sessionBody(part.of, { setting, style: part.style, level: 0 })
  }
}

/** Who leads or speaks, in the order of the programme. */
function namesOf(part: ExportPart): readonly string[] {
  const lists: readonly (readonly ExportPerson[])[] =
    part.kind === 'session'
      ? [part.of.speakers]
      : part.kind === 'track'
        ? [part.of.leads, ...part.of.sessions.map(({ speakers }) => speakers)]
        : [
            ...part.of.tracks.flatMap(({ leads, sessions }) => [
              leads,
              ...sessions.map(({ speakers }) => speakers),
            ]),
            ...part.of.sessions.map(({ speakers }) => speakers),
          ]
  return [...new Set(lists.flat().map(({ name }) => name))]
}
