/** Takes what is selected in the notes into the summary: the same blocks, each with where it comes from. */
import type { Editor } from '@tiptap/core'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { announce } from '../../components/announce.ts'
import { notifyDone, notifyProblem, notifyTrouble } from '../../components/notify.ts'
import { undoManagerOf } from '../undo-manager.ts'
import { withOrigins } from './block-items.ts'
import { copyPictures } from './copy-pictures.ts'
import { flashBlocks } from './flash.ts'
import { insertBlocks } from './insert-blocks.ts'
import { awaitText, type OpenText } from './open-texts.ts'
import { pickBlocks, type Range } from './pick-blocks.ts'
import type { Twins } from './twins.ts'

/** A document that nobody looked at yet is opened for it. */
export const OPEN_LIMIT_MS = 15_000

const NOTHING_PULLED = 'Nothing was pulled into the summary.'

/** Says what came of it; never rejects. */
export async function pullIntoSummary(source: OpenText, twins: Twins): Promise<void> {
  const { doc, selection } = source.editor.state
  const marked = withOrigins(doc, source.live.doc.getXmlFragment(FRAGMENT), source.note.id)
  const picked = pickBlocks(marked, selection)
  if (picked.length === 0) {
    notifyTrouble(NOTHING_PULLED, 'What is selected is empty, or off the record.')
    return
  }
  twins.open('summary')
  const [summary, blocks] = await Promise.all([
    awaitText(twins.ids.summary, OPEN_LIMIT_MS),
    copyPictures(picked, twins.ids.summary).catch((error: unknown) => {
      notifyProblem(NOTHING_PULLED, error)
      return null
    }),
  ])
  if (blocks === null) return
  if (!summary?.editor.isEditable) {
    notifyTrouble(NOTHING_PULLED, 'The summary is not open for writing here at the moment.')
    return
  }
  const { editor, hasCaret } = summary
  const there = findPulled(editor, blocks)
  if (there && editor.view.dom.checkVisibility()) {
    showPlace(editor, there)
    notifyDone('That is in the summary already.')
    return
  }
  const placed = insertAsOneStep(editor, blocks, { atCaret: hasCaret })
  summary.hasCaret = true
  const what = blocks.length === 1 ? 'One block is' : `${blocks.length} blocks are`
  if (editor.view.dom.checkVisibility()) {
    showPlace(editor, placed)
    announce(`${what} in the summary now.`)
    return
  }
  notifyDone(`${what} in the summary now.`, {
    label: 'Go there',
    run: () => {
      twins.show('summary')
      // The page shows it first.
      requestAnimationFrame(() => requestAnimationFrame(() => showPlace(editor, placed)))
    },
  })
}

/** Inserts as an edit of its own, which undo takes back as a whole. */
export function insertAsOneStep(
  editor: Editor,
  blocks: readonly DocNode[],
  options: { readonly atCaret: boolean },
): Range {
  const { state, view } = editor
  const undoManager = undoManagerOf(state)
  const { tr } = state
  const placed = insertBlocks(tr, blocks, options)
  undoManager?.stopCapturing()
  // Addresses in it are as they were in the notes.
  view.dispatch(tr.setMeta('preventAutolink', true))
  undoManager?.stopCapturing()
  return placed
}

/** Where all of these blocks stand in the summary already, from the first to the last; null when one does not. */
function findPulled(editor: Editor, blocks: readonly DocNode[]): Range | null {
  const origins = new Set(blocks.flatMap(originsIn))
  if (origins.size === 0) return null
  let [from, to] = [Infinity, 0]
  editor.state.doc.descendants((node, position) => {
    const origin: unknown = node.attrs['origin']
    if (typeof origin !== 'string' || !origins.delete(origin)) return
    from = Math.min(from, position)
    to = Math.max(to, position + node.nodeSize)
  })
  return origins.size === 0 ? { from, to } : null
}

function originsIn({ attrs, content = [] }: DocNode): readonly string[] {
  const origin = attrs?.['origin']
  return [...(typeof origin === 'string' ? [origin] : []), ...content.flatMap(originsIn)]
}

function showPlace(editor: Editor, placed: Range): void {
  const { node } = editor.view.domAtPos(Math.min(placed.to, editor.state.doc.content.size), -1)
  const element = node instanceof Element ? node : node.parentElement
  const last = element === editor.view.dom ? element.lastElementChild : element
  last?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  flashBlocks(editor, placed)
}
