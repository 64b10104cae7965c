/**
 * Minutes as the groups of the W3C publish them (conventions: https://w3c.github.io/scribe2/scribedoc.html): who was
 * there, contents, `Name: text`, actions and resolutions where they were made and once more at the end. One page that
 * needs nothing else.
 */
import type { DocJson, DocNode } from '../../shared/schema/doc-json.ts'
import { docOf } from '../../shared/schema/doc-json.ts'
import { dayOrNull } from '../../shared/schema/minute-words.ts'
import { plainInline } from '../../shared/schema/plain-minutes.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { formatClockRange, formatDate, formatDayRange, formatZone } from '../lib/event-time.ts'
import { AnchorNames } from './anchor-names.ts'
import type { ExportFile } from './book.ts'
import { docToHtml, escapeHtml, inlineToHtml } from './html.ts'
import { meetingOfSession, meetingsOf, spokenBy, type Meeting, type MeetingTopic } from './meeting.ts'
import { oneLine } from './one-line.ts'
import type { ExportEvent, ExportLink } from './programme.ts'
import { meetingToScribeText } from './scribe-text.ts'
import { W3C_STYLE } from './w3c-style.ts'

/** A page and a text per track, and a page per session that has notes or a summary. */
export function eventToW3cMinutes(event: ExportEvent, baseUrl = ''): readonly ExportFile[] {
  const fileOf = (path: string, text: string) => ({ path, bytes: Buffer.from(text, 'utf8') })
  const tracks = meetingsOf(event).flatMap((meeting) => [
    fileOf(`${meeting.anchor}.html`, meetingToW3cHtml(meeting, baseUrl)),
    fileOf(`${meeting.anchor}.txt`, meetingToScribeText(meeting)),
  ])
  const sessions = [
    ...event.tracks.flatMap((track) => track.sessions.map((session) => ({ session, track }))),
    ...event.sessions.map((session) => ({ session, track: null })),
  ].flatMap((part) => {
    const meeting = meetingOfSession(event, part)
    const hasText = meeting.topics.some(({ summary, notes }) => summary !== null || notes !== null)
    return hasText ? [fileOf(`sessions/${meeting.anchor}.html`, meetingToW3cHtml(meeting, baseUrl))] : []
  })
  return [...tracks, ...sessions]
}

/** Addresses of pictures begin with `baseUrl`. */
export function meetingToW3cHtml(meeting: Meeting, baseUrl = ''): string {
  return new W3cPage(meeting, baseUrl).write()
}

interface Marked {
  readonly anchor: string
  /** HTML of one line. */
  readonly text: string
}

interface Heading {
  readonly anchor: string
  readonly text: string
}

/** Below this a topic's own headings begin. */
const TOPIC_LEVEL = 3

class W3cPage {
  readonly #meeting: Meeting
  readonly #baseUrl: string
  readonly #names = new AnchorNames()
  readonly #actions: Marked[] = []
  readonly #resolutions: Marked[] = []
  /** Of the topic that is being written. */
  #subtopics: Heading[] = []

  constructor(meeting: Meeting, baseUrl: string) {
    this.#meeting = meeting
    this.#baseUrl = baseUrl
  }

  write(): string {
    const { event, title, topics, stage } = this.#meeting
    const sections = topics.map((topic) => this.#writeTopic(topic))
    const heading = `${escapeHtml(oneLine(event.title))}: ${escapeHtml(title)}`
    const draft = stage === 'final' ? '' : '<p class="draft"><strong>DRAFT</strong> minutes</p>\n'
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}${stage === 'final' ? '' : ' (draft minutes)'}</title>
<style>${W3C_STYLE}</style>
</head>
<body>
<header>
${draft}<h1>${heading}</h1>
${factLines(this.#meeting)
  .map((fact) => `<p>${fact}</p>`)
  .join('\n')}
</header>
<section id="attendees" aria-labelledby="attendees-heading">
<h2 id="attendees-heading">Attendees</h2>
<dl>
${attendees(this.#meeting)}
</dl>
</section>
<nav id="toc" aria-labelledby="toc-heading">
<h2 id="toc-heading">Contents</h2>
<ol>
${[...sections.map(({ entry }) => entry), ...this.#summaryEntries()].join('\n')}
</ol>
</nav>
<main id="meeting">
<h2>Meeting minutes</h2>
${sections.map(({ html }) => html).join('\n')}
</main>
${this.#summaries()}${footer(event)}</body>
</html>
`
  }

  #writeTopic(topic: MeetingTopic): { readonly entry: string; readonly html: string } {
    this.#subtopics = []
    const anchor = `t-${topic.anchor}`
    const title = `${escapeHtml(topic.title)}${topic.isCancelled ? ' (cancelled)' : ''}`
    const { description, summary, notes } = topic
    const hasBoth = summary !== null && notes !== null
    const blocks = [
      ...topicFacts(topic, this.#meeting).map((fact) => `<p class="fact">${fact}</p>`),
      ...linkList(topic.links),
      ...(description === null ? [] : [`<div class="abstract">\n${this.#writeDoc(description, 1)}\n</div>`]),
      ...(summary === null ? [] : [this.#writePart(hasBoth ? 'Summary' : null, summary)]),
      ...(notes === null ? [] : [this.#writePart(hasBoth ? 'Notes' : null, notes)]),
      ...(summary === null && notes === null ? ['<p class="fact">No minutes.</p>'] : []),
      ...corrections(topic, this.#meeting.event.timeZone),
    ]
    const nested = this.#subtopics.map((sub) => `<li><a href="#${sub.anchor}">${sub.text}</a></li>`)
    const inner = nested.length > 0 ? `\n<ol>\n${nested.join('\n')}\n</ol>\n` : ''
    return {
      entry: `<li><a href="#${anchor}">${title}</a>${inner}</li>`,
      html: `<section>\n<h3 id="${anchor}">${title}</h3>\n${blocks.join('\n')}\n</section>`,
    }
  }

  #writePart(title: string | null, doc: DocJson): string {
    const heading = title === null ? '' : `${this.#writeHeading(TOPIC_LEVEL + 1, escapeHtml(title))}\n`
    return `${heading}${this.#writeDoc(doc, title === null ? 1 : 2)}`
  }

  /** `depth`: how far below the topic's heading its highest heading stands. */
  #writeDoc(doc: DocJson, depth: number): string {
    const highest = Math.min(...headingLevels(doc))
    return docToHtml(plainInline(withSpeech(doc)), {
      baseUrl: this.#baseUrl,
      writeBlock: (node) => this.#writeBlock(node, TOPIC_LEVEL + depth - highest),
    })
  }

  #writeBlock(node: DocNode, shift: number): string | null {
    switch (node.type) {
      case 'heading':
        return this.#writeHeading(Number(node.attrs?.['level'] ?? 1) + shift, inlineToHtml(node.content))
      case 'minute':
        return this.#writeMinute(node)
      case 'taskItem':
        return this.#writeTask(node, shift)
      case SPEECH:
        return `<p><cite>${escapeHtml(nameOf(node.attrs) ?? '')}:</cite> ${inlineToHtml(node.content)}</p>`
      default:
        return null
    }
  }

  #writeHeading(level: number, html: string): string {
    const plain = html.replace(/<[^>]*>/g, '')
    const anchor = `s-${this.#names.nameFor(plain)}`
    if (level === TOPIC_LEVEL + 1 && plain.trim() !== '') this.#subtopics.push({ anchor, text: plain })
    const lowest = Math.min(6, level)
    return `<h${lowest} id="${anchor}">${html}</h${lowest}>`
  }

  #writeMinute({ attrs, content }: DocNode): string {
    const text = inlineToHtml(content)
    const who = nameOf(attrs)
    const named = who === null ? text : `<cite>${escapeHtml(who)}:</cite> ${text}`
    switch (attrs?.['kind']) {
      case 'action': {
        const anchor = this.#keep(this.#actions, { letter: 'a', text: actionText({ attrs, text }) })
        return `<p${anchor} class="action"><strong>ACTION:</strong> ${actionText({ attrs, text })}</p>`
      }
      case 'decision': {
        const anchor = this.#keep(this.#resolutions, { letter: 'r', text: named })
        return `<p${anchor} class="resolution"><strong>RESOLUTION:</strong> ${named}</p>`
      }
      case 'answer':
        return who === null ? `<p><strong>Answer:</strong> ${text}</p>` : `<p>${named}</p>`
      default:
        return who === null ? `<p><strong>Question:</strong> ${text}</p>` : `<p>${named}</p>`
    }
  }

  #writeTask(node: DocNode, shift: number): string {
    const [first, ...rest] = node.content ?? []
    const isText = first?.type === 'paragraph'
    const text = actionText({ attrs: node.attrs, text: isText ? inlineToHtml(first.content) : '' })
    const others = isText || !first ? rest : [first, ...rest]
    const anchor = this.#keep(this.#actions, { letter: 'a', text })
    const inner =
      others.length === 0
        ? ''
        : `\n${docToHtml(docOf(others), { baseUrl: this.#baseUrl, writeBlock: (child) => this.#writeBlock(child, shift) })}`
    return `<li${anchor} class="action"><strong>ACTION:</strong> ${text}${inner}</li>`
  }

  /** The attribute that the summary at the end leads to; none for a line without text. */
  #keep(list: Marked[], { letter, text }: { readonly letter: 'a' | 'r'; readonly text: string }): string {
    if (text.replace(/<[^>]*>/g, '').trim() === '') return ''
    const anchor = `${letter}${String(list.length + 1).padStart(2, '0')}`
    // A link cannot stand in a link.
    list.push({ anchor, text: text.replace(/<\/?a\b[^>]*>/g, '').replace(/<br>/g, ' ') })
    return ` id="${anchor}"`
  }

  #summaryEntries(): readonly string[] {
    return [
      ...(this.#actions.length > 0 ? ['<li><a href="#ActionSummary">Summary of action items</a></li>'] : []),
      ...(this.#resolutions.length > 0
        ? ['<li><a href="#ResolutionSummary">Summary of resolutions</a></li>']
        : []),
    ]
  }

  #summaries(): string {
    const list = (id: string, title: string, marked: readonly Marked[]) => {
      const items = marked.map(({ anchor, text }) => `<li><a href="#${anchor}">${text}</a></li>`)
      return marked.length === 0
        ? ''
        : `<section id="${id}">\n<h2>${title}</h2>\n<ol>\n${items.join('\n')}\n</ol>\n</section>\n`
    }
    return `${list('ActionSummary', 'Summary of action items', this.#actions)}${list('ResolutionSummary', 'Summary of resolutions', this.#resolutions)}`
  }
}

/** What somebody is said to have said, while a page is being written. */
const SPEECH = 'speech'

function withSpeech<Node extends DocNode>(node: Node): Node {
  const content = node.content?.map((child): DocNode => {
    const speech = spokenBy(child)
    return speech ? { type: SPEECH, attrs: { who: speech.who }, content: speech.content } : withSpeech(child)
  })
  return content ? { ...node, content } : node
}

function headingLevels(node: DocNode): readonly number[] {
  const inside = (node.content ?? []).flatMap(headingLevels)
  return node.type === 'heading' ? [Number(node.attrs?.['level'] ?? 1), ...inside] : [6, ...inside]
}

function nameOf(attrs: DocNode['attrs']): string | null {
  const who = attrs?.['who']
  return typeof who === 'string' ? oneLine(who) || null : null
}

/** `Ada: Send the patch (due 2019-10-01, done)`. */
function actionText({ attrs, text }: { readonly attrs: DocNode['attrs']; readonly text: string }): string {
  const who = nameOf(attrs)
  const due = dayOrNull(attrs?.['due'])
  const state = [...(due === null ? [] : [`due ${due}`]), ...(attrs?.['checked'] === true ? ['done'] : [])]
  return `${who === null ? '' : `${escapeHtml(who)}: `}${text}${state.length > 0 ? ` (${state.join(', ')})` : ''}`
}

function factLines({ event, start, end, halls }: Meeting): readonly string[] {
  const zone = event.timeZone
  const date =
    start === null
      ? formatDayRange(event.startDate, event.endDate)
      : end === null || formatDate(start, zone) === formatDate(end, zone)
        ? `${formatDate(start, zone)}, ${formatClockRange(start, end, zone)} (${formatZone(zone)})`
        : `${formatDate(start, zone)} – ${formatDate(end, zone)}`
  const place = [halls.join(', '), event.location === null ? '' : oneLine(event.location)].filter(Boolean)
  return [
    ...(date === null ? [] : [escapeHtml(date)]),
    ...(place.length > 0 ? [escapeHtml(place.join(', '))] : []),
    ...(event.url !== null && isSafeHref(event.url) ? [linkTo(event.url, event.url)] : []),
  ]
}

function attendees({ chairs, speakers, present }: Meeting): string {
  const row = (term: string, names: readonly string[]) =>
    `<dt>${term}</dt><dd>${names.length > 0 ? escapeHtml(names.join(', ')) : '-'}</dd>`
  return [
    row('Present', present),
    row(chairs.length > 1 ? 'Chairs' : 'Chair', chairs),
    ...(speakers.length > 0 ? [row(speakers.length > 1 ? 'Speakers' : 'Speaker', speakers)] : []),
  ].join('\n')
}

function topicFacts({ speakers, start, end, hall }: MeetingTopic, { event }: Meeting): readonly string[] {
  const zone = event.timeZone
  const names = speakers.map(({ name, affiliation }) =>
    oneLine(affiliation ? `${name} (${affiliation})` : name),
  )
  const time = start === null ? null : `${formatDate(start, zone)}, ${formatClockRange(start, end, zone)}`
  const when = [time, hall].filter((part) => part !== null).join(' · ')
  return [
    ...(names.length > 0
      ? [`${names.length > 1 ? 'Speakers' : 'Speaker'}: ${escapeHtml(names.join(', '))}`]
      : []),
    ...(when === '' ? [] : [escapeHtml(when)]),
  ]
}

function linkList(links: readonly ExportLink[]): readonly string[] {
  if (links.length === 0) return []
  const items = links.map(({ title, url }) =>
    url !== null && isSafeHref(url)
      ? `<li>${linkTo(oneLine(title) || url, url)}</li>`
      : `<li>${escapeHtml(oneLine(title))} (no link)</li>`,
  )
  return [`<ul class="links">\n${items.join('\n')}\n</ul>`]
}

function linkTo(text: string, url: string): string {
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${escapeHtml(text)}</a>`
}

function corrections({ errata }: MeetingTopic, zone: string): readonly string[] {
  return errata.map(
    ({ at, text }) =>
      `<p class="correction"><strong>Correction (${escapeHtml(formatDate(Date.parse(at), zone))}):</strong> ${escapeHtml(oneLine(text))}</p>`,
  )
}

function footer({ licence, changedAt, timeZone }: ExportEvent): string {
  const lines = [
    `Last changed on ${formatDate(Date.parse(changedAt), timeZone)}. Not a transcript.`,
    ...(licence === null ? [] : [`Licence: ${oneLine(licence)}`]),
  ]
  return `<footer>\n${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}\n</footer>\n`
}
