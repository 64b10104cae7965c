/**
 * Proves that an import lost nothing: every word of the page, counted, must be in the result or have become structure.
 * Words are runs of letters and digits, so that only blanks and punctuation may differ.
 */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import type { ImportedLink, ImportedPerson, ImportedProgramme } from '../programme.ts'

/** Text that must be accounted for besides the programme itself. */
export interface WordLedger {
  /** Text of the page that became structure, e.g. `Speaker:`. */
  readonly labels: readonly string[]
  /** Text that the programme holds once more than the page. */
  readonly echoes: readonly string[]
}

export interface WordDifference {
  /** On the page more often than in the result. */
  readonly lost: readonly string[]
  /** In the result more often than on the page. */
  readonly added: readonly string[]
}

/** Compares a page with what was made of it; the topics, which repeat the description, are left aside. */
export function compareWords(
  text: string,
  made: { programme: ImportedProgramme; ledger: WordLedger },
): WordDifference {
  const counts = new Map<string, number>()
  const count = (texts: Iterable<string>, step: 1 | -1): void => {
    for (const each of texts)
      for (const word of wordRunsOf(each)) counts.set(word, (counts.get(word) ?? 0) + step)
  }
  count([text, ...made.ledger.echoes], 1)
  count([...textsOf(made.programme), ...made.ledger.labels], -1)
  const differing = (sign: 1 | -1): string[] =>
    Array.from(counts).flatMap(([word, n]) => Array.from({ length: Math.max(0, n * sign) }, () => word))
  return { lost: differing(1), added: differing(-1) }
}

function wordRunsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

function* textsOf(programme: ImportedProgramme): Generator<string> {
  const { event, tracks, sessions } = programme
  yield event.title
  yield* docTexts(event.description)
  for (const track of tracks) {
    yield track.title
    yield* docTexts(track.description)
    yield* docTexts(track.summary)
    yield* peopleTexts(track.leads)
    yield* linkTexts(track.links)
  }
  for (const session of sessions) {
    yield session.title
    yield* docTexts(session.summary)
    yield* peopleTexts(session.speakers)
    yield* linkTexts(session.links)
  }
}

function* peopleTexts(people: readonly ImportedPerson[]): Generator<string> {
  for (const { name, email, affiliation } of people) yield [name, email, affiliation].join(' ')
}

function* linkTexts(links: readonly ImportedLink[]): Generator<string> {
  for (const { title, url } of links) yield [title, url].join(' ')
}

/** The texts of a document with the numbers of its ordered lists and the addresses its link texts do not show. */
function* docTexts(node: DocNode | null): Generator<string> {
  if (node === null) return
  // A mark may divide a word, so the inline nodes of one block are read as one text.
  if (node.content?.every((child) => child.type === 'text' || child.type === 'hardBreak')) {
    yield node.content.map((child) => child.text ?? '\n').join('')
    for (const child of node.content) yield* hiddenAddressOf(child)
    return
  }
  const start = node.type === 'orderedList' ? Number(node.attrs?.['start']) : null
  for (const [index, child] of (node.content ?? []).entries()) {
    if (start !== null) yield String(start + index)
    yield* docTexts(child)
  }
}

function* hiddenAddressOf(node: DocNode): Generator<string> {
  for (const mark of node.marks ?? []) {
    const href = mark.attrs?.['href']
    if (mark.type === 'link' && typeof href === 'string' && href !== node.text) yield href
  }
}
