/**
 * A first draft of a summary from what scribes marked in the notes: headings, decisions, actions and tasks, questions
 * with their answers, and lines with links, in the order of the notes and in their words. Nothing is made up, and what is
 * off the record is not there.
 */
import {
  docOf,
  isEmptyDoc,
  plainTextOf,
  type DocJson,
  type DocNode,
} from '../../../shared/schema/doc-json.ts'
import { onTheRecord, plainMinutes } from '../../../shared/schema/plain-minutes.ts'
import { outerOrigins } from './pick-blocks.ts'

/** A line with a link that is longer is prose: of it the draft has the link alone. */
const MAX_LINE_CHARACTERS = 240

/** What the draft has of the notes, in their order. `isMarked`: not only a heading. */
interface Found {
  readonly block: DocNode
  readonly isMarked: boolean
  /** Headings only: something is written below it, before the next one of its level. */
  readonly isUsed?: boolean
}

/**
 * The blocks of a draft; none when nothing is marked. A heading stays when something is written below it, since a summary
 * wants the topics; where none of that is marked it has an empty line below it to write on. Headings that nobody wrote
 * below, such as a template's, are left out.
 */
export function draftSummary(notes: DocJson): readonly DocNode[] {
  const { content } = onTheRecord(notes)
  const found = content.flatMap((block, index) =>
    block.type === 'heading' ? headingFound(content, index) : markedIn(block),
  )
  if (!found.some(({ isMarked }) => isMarked)) return []
  const kept = found.filter(({ isMarked, isUsed }) => isMarked || isUsed)
  return joinLists(kept.flatMap((entry, index) => [entry.block, ...lineBelow(entry, kept[index + 1])])).map(
    (block) => outerOrigins(block),
  )
}

function headingFound(blocks: readonly DocNode[], index: number): Found[] {
  const heading = blocks[index]
  if (!heading || plainTextOf(heading).trim() === '') return []
  const below = blocks.slice(index + 1)
  const end = below.findIndex((block) => block.type === 'heading' && levelOf(block) <= levelOf(heading))
  const written = below
    .slice(0, end === -1 ? below.length : end)
    .filter((block) => block.type !== 'heading' && block.type !== 'horizontalRule')
  return [{ block: heading, isMarked: false, isUsed: !isEmptyDoc(docOf(written)) }]
}

function levelOf({ attrs }: DocNode): number {
  return Number(attrs?.['level'] ?? 1)
}

/** A line to write on, where the next thing is another topic. */
function lineBelow({ block, isMarked }: Found, next: Found | undefined): DocNode[] {
  if (isMarked || next?.isMarked) return []
  const isTopic = next === undefined || levelOf(next.block) <= levelOf(block)
  return isTopic ? [{ type: 'paragraph' }] : []
}

function markedIn(block: DocNode): Found[] {
  switch (block.type) {
    case 'minute':
      return isEmptyDoc(block) ? [] : [marked(block)]
    case 'taskItem':
      return taskIn(block)
    case 'paragraph':
      return linksIn(block)
    case 'codeBlock':
      return []
    default:
      return (block.content ?? []).flatMap(markedIn)
  }
}

function marked(block: DocNode): Found {
  return { block, isMarked: true }
}

/** A task without what is below it, and then that. */
function taskIn(task: DocNode): Found[] {
  const [text, ...rest] = task.content ?? []
  const below = rest.flatMap(markedIn)
  if (!text || isEmptyDoc(text)) return below
  return [marked({ type: 'taskList', content: [{ ...task, content: [text] }] }), ...below]
}

/** A line with links as an item of a list; of a long one its links. */
function linksIn({ content = [], attrs }: DocNode): Found[] {
  const links = content.filter((node) => node.marks?.some(({ type }) => type === 'link'))
  if (links.length === 0) return []
  const isShort =
    plainTextOf(plainMinutes(docOf([{ type: 'paragraph', content }]))).length <= MAX_LINE_CHARACTERS
  const lines = isShort ? [content] : links.map((link) => [link])
  return lines.map((line) =>
    marked({
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          ...(attrs?.['origin'] === undefined ? {} : { attrs: { origin: attrs['origin'] } }),
          content: [{ type: 'paragraph', content: line }],
        },
      ],
    }),
  )
}

/** Lists of one kind that follow each other as one. */
function joinLists(blocks: readonly DocNode[]): readonly DocNode[] {
  const joined: DocNode[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const isSameList = (block.type === 'taskList' || block.type === 'bulletList') && last?.type === block.type
    if (isSameList)
      joined[joined.length - 1] = { ...last, content: [...(last.content ?? []), ...(block.content ?? [])] }
    else joined.push(block)
  }
  return joined
}
