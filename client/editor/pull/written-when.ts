/** Who wrote a block of a note and when, for those who may know: the server tells it from the note's log. */
import type { Node } from '@tiptap/pm/model'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { fetchWriters } from '../../api/history.ts'
import { SERVER_NAME } from '../../components/author-looks.ts'
import { Writers } from '../authors/writers.ts'
import { authorRuns } from '../authors/author-runs.ts'
import type { OpenText } from './open-texts.ts'

export interface Written {
  readonly by: string
  /** The minute, ISO 8601. */
  readonly at: string
}

/** What was asked stays known as long as the text is open. */
const known = new WeakMap<OpenText['live'], Writers>()

/** Who began to write the block at a position, and when; null where nobody can or may tell. Never rejects. */
export async function writtenWhen(text: OpenText, position: number): Promise<Written | null> {
  if (!text.note.mayWrite) return null
  const writers = known.get(text.live) ?? new Writers()
  known.set(text.live, writers)
  const there = writtenIn(text, position, writers)
  if (there) return there
  try {
    writers.add(await fetchWriters(text.note.id, writers.seq))
  } catch {
    return null
  }
  return writtenIn(text, position, writers)
}

function writtenIn({ editor, live }: OpenText, position: number, writers: Writers): Written | null {
  const { doc } = editor.state
  const block: Node | null = position < doc.content.size ? doc.nodeAt(position) : null
  if (!block) return null
  const end = position + block.nodeSize
  const run = authorRuns(live.doc.getXmlFragment(FRAGMENT), doc, writers).find(
    ({ from, to }) => to > position && from < end,
  )
  const author = run && writers.authors[run.author]
  return author ? { by: author.name ?? SERVER_NAME, at: run.at } : null
}
