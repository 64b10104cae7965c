/** Books as the makers of typeset files get them. */
import type { Book } from '../../server/export/book.ts'
import { composeBook } from '../../server/export/compose-book.ts'
import type { ExportEvent } from '../../server/export/programme.ts'
import { importLpcPage } from '../../server/import/lpc-page.ts'
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import {
  richDoc,
  SAMPLE_IMAGES,
  SAMPLE_PNG,
  sampleEvent,
  sampleSession,
  sampleTrack,
} from './export-event.ts'
import { avif } from './picture-files.ts'

export function bookOf(doc: DocJson, changes: Partial<Book> = {}): Book {
  return {
    id: 'eventsample00001',
    title: 'Conference 2019',
    facts: ['9–11 September 2019', 'Lisbon', 'https://example.org/2019'],
    language: 'en',
    licence: 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
    people: ['Steven Rostedt', 'Masami Hiramatsu'],
    changedAt: '2019-10-01T08:00:00.000Z',
    doc: plainMinutes(doc),
    images: SAMPLE_IMAGES,
    ...changes,
  }
}

/** The sample event; its tracks are chapters. */
export function sampleBook(): Book {
  return eventBook(sampleEvent())
}

/** Every node and mark, in one chapter. */
export function richBook(): Book {
  return bookOf(docOf([headingOf(1, 'Everything'), ...richDoc().content]))
}

/** The page of a conference. */
export function pageBook(page: string): Book {
  const { event, tracks, sessions } = importLpcPage(page)
  const composed = sampleEvent({
    title: event.title,
    description: event.description,
    sessions: [],
    tracks: tracks.map((track) =>
      sampleTrack({
        title: track.title,
        leads: track.leads.map(({ name, affiliation }) => ({ name, affiliation: affiliation ?? null })),
        links: track.links,
        description: track.description,
        summary: track.summary,
        sessions: sessions
          .filter(({ trackKey }) => trackKey === track.key)
          .map((session) =>
            sampleSession({
              title: session.title,
              speakers: session.speakers.map(({ name, affiliation }) => ({
                name,
                affiliation: affiliation ?? null,
              })),
              links: session.links,
              abstract: session.abstract,
              notes: null,
              summary: session.summary,
            }),
          ),
      }),
    ),
  })
  return eventBook(composed)
}

export function headingOf(level: number, text: string): DocNode {
  return { type: 'heading', attrs: { level }, ...(text === '' ? {} : { content: [{ type: 'text', text }] }) }
}

/** Any event as a book. */
export function eventBook(event: ExportEvent): Book {
  const setting = { timeZone: event.timeZone, mentionsMissingSummary: true }
  return composeBook({ kind: 'event', of: event }, { event, setting, images: SAMPLE_IMAGES })
}

const listOf = (type: string, item: string, content: readonly DocNode[]): DocNode => ({
  type,
  content: [{ type: item, content }],
})

/** Whatever people can put into a document to break a file that is made from it. */
export function hostileBook(): Book {
  const deep = (levels: number, type: string): DocNode =>
    listOf(type, 'listItem', [
      paragraphOf(`${type} ${levels}`),
      ...(levels > 1 ? [deep(levels - 1, type)] : []),
    ])
  const link = (href: string): DocNode => ({
    type: 'paragraph',
    content: [textOf(`link ${href.length}`, [{ type: 'link', attrs: { href } }])],
  })
  const cell = (text: string, attrs = {}): DocNode => ({
    type: 'tableCell',
    attrs,
    content: [paragraphOf(text)],
  })
  const table = (...rows: DocNode[][]): DocNode => ({
    type: 'table',
    content: rows.map((content) => ({ type: 'tableRow', content })),
  })
  return bookOf(
    docOf([
      paragraphOf('before \0 \u0001 \u001f \ufffe \uffff \ud800 lone \udfff after'),
      headingOf(1, 'A title '.repeat(1250)),
      headingOf(1, ''),
      headingOf(2, ''),
      headingOf(1, '</w:t></w:r><script>alert(1)</script> & ]]> <!-- --> {default-bullet-numbering-0}'),
      paragraphOf('{bullets-0} {default-bullet-numbering-0} ${x} {{y}} %s {numbers-decimal-1-0-1}'),
      deep(100, 'bulletList'),
      deep(30, 'orderedList'),
      { type: 'orderedList', attrs: { start: -5, type: 'a' }, content: [{ type: 'listItem', content: [] }] },
      {
        type: 'orderedList',
        attrs: { start: 1e9, type: 'I' },
        content: [{ type: 'listItem', content: [headingOf(3, 'inside')] }],
      },
      {
        type: 'blockquote',
        content: [headingOf(1, 'a chapter that is a quote'), table([cell('in a quote')])],
      },
      link('https://x.example/a b?c=<d>&e="f"#g#h%zz|^[]{}`é\ud800'),
      link('mailto:a b@x.example?subject=ü&body=<x>'),
      link('javascript:alert(1)'),
      link('http://'),
      link('https://u:p@x.example:99999/'),
      link(`https://x.example/${'long/'.repeat(1000)}`),
      {
        type: 'codeBlock',
        attrs: { language: 'c" onload="x\u0000' },
        content: [textOf('a\tb\r\n  c \u0002 {bullets-0}')],
      },
      { type: 'codeBlock' },
      table(Array.from({ length: 100 }, (_, index) => cell(`column ${index}`))),
      table(
        [cell('tall', { rowspan: 99 }), cell('wide', { colspan: 99 })],
        [cell('second'), cell('third', { rowspan: 2, colspan: 2 }), cell('fourth')],
        [],
        [cell('last')],
      ),
      table(),
      { type: 'bulletList' },
      { type: 'tomorrow', content: [paragraphOf('of a newer schema')] },
      {
        type: 'image',
        attrs: { id: '../../etc/passwd', alt: '"><script>\u0000{x}', width: -1, height: 1e9 },
      },
      { type: 'image', attrs: { id: 'broken', alt: 'Broken', width: 1, height: 1 } },
      { type: 'image', attrs: { id: 'modern', alt: 'Modern', width: 4000, height: 10 } },
      {
        type: 'image',
        attrs: { id: 'wide', alt: '{default-bullet-numbering-0} "wide"', width: 9000, height: 1 },
      },
    ]),
    {
      id: 'x/../"<&>\u0000',
      title: '<b>Title</b> & \u0000 "more" \ud800',
      facts: ['<i>', '', 'https://x.example/?a=1&b="2"'],
      language: 'not a language"',
      licence: '& <x>',
      people: ['A & B', '"C" <d@x.example>', ''],
      images: new Map([
        ['broken', { bytes: SAMPLE_PNG.slice(0, 12), mediaType: 'image/png', width: 1, height: 1 }],
        ['modern', { bytes: avif(4000, 10), mediaType: 'image/avif', width: 4000, height: 10 }],
        ['wide', { bytes: SAMPLE_PNG, mediaType: 'image/png', width: 9000, height: 1 }],
      ]),
    },
  )
}
