/** From a block of the summary to the passage of the notes that it was taken from. */
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { readOrigin, type Origin } from '../../../shared/schema/origin.ts'
import { fetchDeleted } from '../../api/history.ts'
import { announce } from '../../components/announce.ts'
import { notifyTrouble } from '../../components/notify.ts'
import { formatMoment } from '../../components/times.ts'
import { findSource, firstLineOf } from './find-source.ts'
import { flashBlocks } from './flash.ts'
import { awaitText, findText, type OpenText } from './open-texts.ts'
import { OPEN_LIMIT_MS } from './pull-into-summary.ts'
import type { Twins } from './twins.ts'
import { writtenWhen } from './written-when.ts'

/** A block that comes from the notes. */
export interface Pulled {
  readonly position: number
  readonly origin: Origin
  /** Of its first line. */
  readonly text: string
}

/** The innermost block around a position that comes from the note `noteId`; null: none does. */
export function pulledAt(editor: Editor, position: number, noteId: string): Pulled | null {
  const { doc } = editor.state
  const $position = doc.resolve(Math.min(position, doc.content.size))
  const blocks = [...ancestorsOf($position)]
  const after = $position.nodeAfter
  // A picture has no inside for the caret.
  if (after?.isBlock && after.isAtom) blocks.unshift({ node: after, at: $position.pos })
  for (const { node, at } of blocks) {
    const origin = readOrigin(node.attrs['origin'])
    if (origin?.noteId === noteId) return { position: at, origin, text: firstLineOf(node) }
  }
  return null
}

function* ancestorsOf($position: ReturnType<Editor['state']['doc']['resolve']>) {
  for (let depth = $position.depth; depth > 0; depth--) {
    yield { node: $position.node(depth), at: $position.before(depth) }
  }
}

/** Where the notes that are open have the passage. */
export function sourceIn(notes: OpenText, { origin, text }: Pulled): number | null {
  const fragment = notes.live.doc.getXmlFragment(FRAGMENT)
  return findSource({ fragment, doc: notes.editor.state.doc }, { origin, text })
}

/** `7 Jul 2026, 10:32, Ada`; null where nobody can or may tell, or the notes are not open. */
export async function whenWritten(pulled: Pulled, twins: Twins): Promise<string | null> {
  const notes = findText(twins.ids.notes)
  const source = notes && sourceIn(notes, pulled)
  const written = notes && source !== null ? await writtenWhen(notes, source) : null
  return notes && written ? `${formatMoment(written.at, notes.note.event.timeZone)}, ${written.by}` : null
}

/** Shows the passage; says what became of it when it is gone. Never rejects. */
export async function goToSource(
  pulled: Pulled,
  { twins, openPath }: { readonly twins: Twins; readonly openPath: (path: string) => void },
): Promise<void> {
  twins.show('notes')
  const notes = await awaitText(twins.ids.notes, OPEN_LIMIT_MS)
  if (!notes) {
    notifyTrouble('The notes could not be opened.', 'Try again once they are there.')
    return
  }
  // The page shows them first.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const source = sourceIn(notes, pulled)
  if (source === null) {
    await sayWhatBecame(notes, { pulled, openPath })
    return
  }
  showBlock(notes.editor, source)
  const written = await writtenWhen(notes, source)
  announce(
    written
      ? `In the notes: written ${formatMoment(written.at, notes.note.event.timeZone)} by ${written.by}`
      : 'In the notes',
  )
}

/** The block comes into sight, and the focus to it. */
function showBlock(editor: Editor, position: number): void {
  const block = editor.state.doc.nodeAt(position)
  const { dom } = editor.view
  if (editor.isEditable) {
    const { tr } = editor.state
    editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(position + 1))))
    editor.commands.focus(null, { scrollIntoView: false })
  } else {
    // Text that is only read is no stop of the Tab key; this leads to it.
    dom.tabIndex = -1
    dom.focus({ preventScroll: true })
  }
  const element = editor.view.nodeDOM(position)
  if (element instanceof Element) element.scrollIntoView({ block: 'center', behavior: 'instant' })
  if (block) flashBlocks(editor, { from: position, to: position + block.nodeSize })
}

async function sayWhatBecame(
  { note }: OpenText,
  { pulled, openPath }: { readonly pulled: Pulled; readonly openPath: (path: string) => void },
): Promise<void> {
  const title = 'This passage is no longer in the notes.'
  if (!note.mayWrite) {
    notifyTrouble(title, 'It was deleted, or says something else by now.')
    return
  }
  const deleted = await findDeletion(note.id, pulled.text)
  const { event, track, session } = note
  const owner = session ? `s/${session.id}` : `t/${track?.id ?? ''}`
  const path = `/e/${event.slug}/${owner}/history?note=notes${deleted ? `&at=${deleted.lastSeq}` : ''}`
  notifyTrouble(
    title,
    deleted
      ? `It was deleted on ${formatMoment(deleted.at, event.timeZone)}.`
      : 'It was deleted, or says something else by now.',
    { label: deleted ? 'See it in the time line' : 'Open the time line', run: () => openPath(path) },
  )
}

/** Null where the server cannot tell, or knows nothing of it. */
async function findDeletion(
  noteId: string,
  text: string,
): Promise<{ readonly at: string; readonly lastSeq: number } | null> {
  try {
    const { passages } = await fetchDeleted(noteId, text.trim())
    return passages[0] ?? null
  } catch {
    return null
  }
}
