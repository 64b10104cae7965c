/**
 * Keeps one draft where two people made it at the same moment, before they saw each other's: of two within seconds the
 * one whose number in the shared document is smaller keeps theirs; who comes later than that, since they were offline
 * meanwhile, takes theirs back. Lines that somebody changed by then stay.
 */
import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { SECOND_MS } from '../../../shared/domain/time.ts'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import type { LiveNote } from '../../collab/live-note.ts'

/** So long two drafts count as made at the same moment. */
const SAME_MOMENT_MS = 10 * SECOND_MS

/** What is needed of the text that the draft was put into. */
export interface DraftedText {
  readonly editor: Pick<Editor, 'state' | 'view' | 'on' | 'off'>
  readonly live: Pick<LiveNote, 'doc' | 'onSync' | 'sync'>
}

/** Ends the watch over an earlier draft in the same document. */
const watches = new WeakMap<Y.Doc, () => void>()

/** Watches a draft that was just put in; `onTakenBack` is called when it gave way to another one. */
export function keepOneDraft(
  { editor, live }: DraftedText,
  draft: readonly DocNode[],
  onTakenBack: () => void,
): void {
  const { schema } = editor.state
  const texts = new Map(
    draft.map((block) => [firstOriginOf(block), schema.nodeFromJSON(block).textContent] as const),
  )
  watches.get(live.doc)?.()
  const madeAt = performance.now()
  const isLate = (): boolean => performance.now() - madeAt > SAME_MOMENT_MS
  const end = (): void => {
    clearTimeout(timer)
    stopListening()
    editor.off('update', check)
    editor.off('destroy', end)
  }
  const endWhenSaved = (): void => {
    if (isLate() && live.sync.pending === 0) end()
  }
  const check = (): void => {
    const own = live.doc.clientID
    const others = draftedBlocks(editor, live.doc, texts).filter(({ client }) => client !== own)
    // A block or two may be pulled by somebody at the same time.
    if (others.length === 0 || others.length * 2 < texts.size) return
    end()
    if (!isLate() && others.every(({ client }) => own < client)) return
    takeBack(editor, live.doc, texts)
    onTakenBack()
  }
  const timer = setTimeout(endWhenSaved, SAME_MOMENT_MS + SECOND_MS)
  const stopListening = live.onSync(endWhenSaved)
  editor.on('update', check)
  editor.on('destroy', end)
  watches.set(live.doc, end)
}

type Texts = ReadonlyMap<string | null, string>

interface DraftedBlock {
  readonly position: number
  readonly size: number
  /** Who put it in. */
  readonly client: number
  readonly isUnchanged: boolean
}

/** The blocks of drafts that are in the text, its empty lines among them. */
function draftedBlocks({ state }: DraftedText['editor'], doc: Y.Doc, texts: Texts): readonly DraftedBlock[] {
  const elements = doc.getXmlFragment(FRAGMENT).toArray()
  const blocks: DraftedBlock[] = []
  state.doc.forEach((block, position, index) => {
    const element = elements[index]
    const client = element instanceof Y.XmlElement ? element._item?.id.client : undefined
    const text = texts.get(firstOriginOf(block.toJSON() as DocNode))
    if (client === undefined || text === undefined) return
    blocks.push({ position, size: block.nodeSize, client, isUnchanged: text === block.textContent })
  })
  return blocks
}

function takeBack(editor: DraftedText['editor'], doc: Y.Doc, texts: Texts): void {
  const { tr } = editor.state
  for (const { position, size, client, isUnchanged } of draftedBlocks(editor, doc, texts).toReversed()) {
    if (client === doc.clientID && isUnchanged) tr.delete(position, position + size)
  }
  editor.view.dispatch(tr.setMeta('addToHistory', false))
}

/** What tells a block of a draft from others; null for a line to write on. */
function firstOriginOf({ attrs, content = [] }: DocNode): string | null {
  if (typeof attrs?.['origin'] === 'string') return attrs['origin']
  for (const child of content) {
    const origin = firstOriginOf(child)
    if (origin !== null) return origin
  }
  return null
}
