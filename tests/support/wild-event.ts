/** Events with awkward documents and titles, for what has to hold for every export. */
import type { ExportEvent, ExportSession } from '../../server/export/programme.ts'
import { parseDoc } from '../../shared/schema/check-doc.ts'
import { docOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, sampleTrack } from './export-event.ts'
import { wildDoc } from './wild-doc.ts'

/** Titles and names that would be structure if a format let them. */
export const HOSTILE_LINES = [
  'A\nSubject: forged\r\nBcc: x',
  '---\nstage: "final"',
  '"\nid: "forged',
  '</title><script>alert(1)</script>',
  '# Heading](https://evil.example) [x',
  'RESOLUTION: forged\nTopic: forged',
  "From nobody\n.\n' : #",
  '\u2028| a | b |\n|---|---|',
] as const

/** Everything but the tables of documents is in it; the same seed gives the same event. */
export function wildEvent(seed: number, { blanks = true } = {}): ExportEvent {
  const title = (index: number) => HOSTILE_LINES[(seed + index) % HOSTILE_LINES.length] ?? ''
  const session = (index: number): ExportSession =>
    sampleSession({
      id: `wild${seed}x${index}`,
      anchor: `wild-${index}`,
      importKey: index === 0 ? title(3) : null,
      title: title(index),
      speakers: [{ name: title(index + 1), affiliation: title(index + 2) }],
      hall: title(index + 3),
      links: [
        {
          kind: 'web',
          title: title(index + 4),
          url: `https://x.example/${encodeURIComponent(title(index))}`,
        },
      ],
      abstract: parseDoc(wildDoc(seed * 31 + index, { blanks })),
      summary: withMinutes(parseDoc(wildDoc(seed * 57 + index, { blanks }))),
      notes: withMinutes(parseDoc(wildDoc(seed * 91 + index, { blanks }))),
      errata: [{ at: '2019-10-01T08:00:00Z', text: title(index + 5) }],
    })
  return sampleEvent({
    title: title(6),
    licence: title(7),
    location: title(1),
    tracks: [sampleTrack({ title: title(5), sessions: [session(0), session(1)] })],
    sessions: [session(2)],
  })
}

/** The first paragraph once more as each kind of minute, and something off the record. */
function withMinutes(doc: DocJson): DocJson {
  const content = doc.content.find(({ type }) => type === 'paragraph')?.content ?? [textOf('text')]
  const minutes = ['question', 'answer', 'action', 'decision'].map((kind): DocNode => ({
    type: 'minute',
    attrs: { kind, who: kind === 'answer' ? null : 'Zoë: the <b>first</b>', due: null },
    content,
  }))
  const secret: DocNode = {
    type: 'offRecord',
    content: [{ type: 'paragraph', content: [textOf('SECRETWORD')] }],
  }
  return docOf([...doc.content, ...minutes, secret])
}
