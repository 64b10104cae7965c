/** A small event as exports get it, with a bit of everything that documents and programmes hold. */
import type { BookImages } from '../../server/export/book.ts'
import type { ExportEvent, ExportSession, ExportTrack } from '../../server/export/programme.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, textOf, type DocJson } from '../../shared/schema/doc-json.ts'

export const SAMPLE_IMAGE_ID = 'imgsample0000001'

/** A red pixel. */
export const SAMPLE_PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
    'base64',
  ),
)

export const SAMPLE_IMAGES: BookImages = new Map([
  [SAMPLE_IMAGE_ID, { bytes: SAMPLE_PNG, mediaType: 'image/png', width: 1, height: 1 }],
])

const NO_DOCUMENTS = { notes: null, summary: null, stage: 'draft', stageAt: null, errata: [] } as const

export function sampleSession(changes: Partial<ExportSession> = {}): ExportSession {
  return {
    id: 'sessionsample001',
    anchor: 'boot-time-tracing',
    importKey: 'guid:4f6d0c52-2d0f-4b8a-9d2c-3c1f5f0a0001',
    title: 'Boot-time tracing',
    speakers: [{ name: 'Masami Hiramatsu', affiliation: 'Linaro' }],
    start: Date.parse('2019-09-09T09:00:00Z'),
    end: Date.parse('2019-09-09T09:30:00Z'),
    hall: 'Floriana',
    language: 'en',
    url: 'https://example.org/event/4/contributions/1/',
    isCancelled: false,
    links: [
      { kind: 'slides', title: 'Slides', url: 'https://example.org/slides.pdf' },
      { kind: 'details', title: 'Details', url: 'https://example.org/event/4/contributions/1/' },
      { kind: 'recording', title: 'Recording', url: null },
    ],
    abstract: markdownToDoc('What *happens* before user space.'),
    ...NO_DOCUMENTS,
    notes: markdownToDoc('## Points\n\n- one\n  - two'),
    ...changes,
  }
}

export function sampleTrack(changes: Partial<ExportTrack> = {}): ExportTrack {
  return {
    id: 'tracksample00001',
    anchor: 'tracing',
    importKey: null,
    title: 'Tracing',
    leads: [{ name: 'Steven Rostedt', affiliation: 'VMware' }],
    links: [{ kind: 'etherpad', title: 'Etherpad', url: 'https://etherpad.example.org/p/tracing' }],
    description: markdownToDoc('All about tracing.'),
    style: 'full',
    sessions: [
      sampleSession({ summary: richDoc(), stage: 'final', stageAt: '2019-09-20T12:00:00Z' }),
      sampleSession({
        id: 'sessionsample002',
        anchor: 'libtraceevent',
        importKey: null,
        title: 'libtraceevent — “the” <library> & more',
        speakers: [],
        links: [],
        abstract: null,
        notes: null,
        errata: [{ at: '2019-10-01T08:00:00Z', text: 'The library is under LGPL, not GPL.' }],
        summary: markdownToDoc('The API of `libtraceevent` is *stable* now. Released as v1.0, see [1].'),
        stage: 'review',
        stageAt: '2019-09-21T12:00:00Z',
      }),
    ],
    ...NO_DOCUMENTS,
    summary: markdownToDoc('It went well.\n\n- [x] Publish the slides'),
    ...changes,
  }
}

export function sampleEvent(changes: Partial<ExportEvent> = {}): ExportEvent {
  return {
    id: 'eventsample00001',
    slug: 'conf-2019',
    title: 'Conference 2019',
    startDate: '2019-09-09',
    endDate: '2019-09-11',
    timeZone: 'Europe/Lisbon',
    location: 'Lisbon',
    url: 'https://example.org/2019',
    licence: 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
    description: markdownToDoc('Welcome to the *conference*.'),
    style: 'full',
    tracks: [
      sampleTrack(),
      sampleTrack({
        id: 'tracksample00002',
        anchor: 'bpf',
        title: 'BPF',
        leads: [],
        links: [],
        description: null,
        sessions: [],
        summary: null,
      }),
    ],
    sessions: [
      sampleSession({
        id: 'sessionsample003',
        anchor: 'closing',
        importKey: null,
        title: 'Closing',
        speakers: [
          { name: 'Ada Lovelace', affiliation: null },
          { name: 'Jérémie Галкин', affiliation: '東京大学' },
        ],
        start: null,
        end: null,
        hall: null,
        language: null,
        url: null,
        links: [],
        abstract: null,
        notes: null,
        isCancelled: true,
      }),
    ],
    changedAt: '2019-10-01T08:00:00Z',
    ...changes,
  }
}

/** Every node and mark that a document can hold, in several scripts. */
export function richDoc(): DocJson {
  const text = markdownToDoc(
    [
      'A paragraph with **bold**, *italic*, ~~strike~~, `code`, a [link](https://lwn.net/Articles/773198/) and a',
      'second [link](https://example.org/a_(b)?c=d&e=f), and <script>alert(1)</script> as text.',
      '',
      '## Lists of things',
      '',
      '- one',
      '  - two',
      '    - three',
      '- four',
      '',
      '3. third',
      '4. fourth',
      '',
      '- [x] done task',
      '- [ ] open task',
      '',
      '> A quote.',
      '',
      '```c',
      'int main(void)',
      '{',
      '\treturn sched_setattr(0, &attr, 0) == -EAGAIN; /* a line that is rather long, longer than seventy-two columns */',
      '}',
      '```',
      '',
      '| Arch | State | Size |',
      '| :--- | :---: | ---: |',
      '| RISC-V | done | 12 |',
      '| `arm64` | open \\| blocked | 3,400 |',
      '',
      '---',
      '',
      '日本語の段落。 한국어 문단입니다. हिन्दी। ภาษาไทย. Ελληνικά, Кириллица. 😀 🇵🇹',
      '',
      'זוהי פסקה בעברית עם code בפנים.',
      '',
      'هذه فقرة بالعربية.',
    ].join('\n'),
  )
  return docOf([
    ...text.content,
    minute('question', 'Masami', 'Does it work with `initrd`?'),
    minute('answer', 'Steven', 'Yes.'),
    {
      type: 'minute',
      attrs: { kind: 'action', who: 'Ada', due: '2019-10-01' },
      content: [textOf('Send the patch.')],
    },
    minute('decision', null, 'Merge it in 5.5.'),
    {
      type: 'paragraph',
      content: [
        { type: 'timeStamp', attrs: { at: '2019-09-09T09:12:00Z', label: '10:12, 12 min in' } },
        textOf(' '),
        { type: 'personName', attrs: { name: 'Steven Rostedt' } },
        textOf(' said '),
        { type: 'missed' },
        { type: 'hardBreak' },
        textOf('underlined', [{ type: 'underline' }]),
        textOf(' and '),
        textOf('marked', [{ type: 'highlight' }]),
      ],
    },
    { type: 'image', attrs: { id: SAMPLE_IMAGE_ID, alt: 'A red square', width: 1, height: 1 } },
    { type: 'image', attrs: { id: 'imgmissing000001', alt: 'Lost', width: 10, height: 10 } },
  ])
}

function minute(kind: string, who: string | null, text: string): DocJson['content'][number] {
  return { type: 'minute', attrs: { kind, who, due: null }, content: paragraphOf(text).content ?? [] }
}
