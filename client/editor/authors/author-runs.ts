/** Where in the editor's document whose text stands: the shared document knows the items, the editor the places. */
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { Writers, Writing } from './writers.ts'

/** A stretch of text that one author wrote within a minute. */
export interface AuthorRun extends Writing {
  readonly from: number
  readonly to: number
}

/**
 * Runs in the order of the text. Both documents have the same tree; a block in which they differ, since a change is on
 * its way from one to the other, is left out.
 */
export function authorRuns(
  fragment: Y.XmlFragment,
  doc: Node,
  writers: Pick<Writers, 'writingsOf'>,
): readonly AuthorRun[] {
  const runs: AuthorRun[] = []
  addRunsIn(fragment, doc, 0, { runs, writers })
  return runs
}

interface Search {
  readonly runs: AuthorRun[]
  readonly writers: Pick<Writers, 'writingsOf'>
}

/** `start`: where the node's content begins. */
function addRunsIn(shared: Y.XmlFragment, node: Node, start: number, search: Search): void {
  let index = 0
  let at = start
  for (const child of shared.toArray()) {
    if (child instanceof Y.XmlText) {
      const known = search.runs.length
      const end = at + addRunsOfText(child, at, search)
      for (; at < end; index++) {
        const text = node.maybeChild(index)
        if (!text?.isText) break
        at += text.nodeSize
      }
      if (at !== end) {
        search.runs.length = known
        return
      }
    } else if (child instanceof Y.XmlElement) {
      const element = node.maybeChild(index++)
      if (element?.type.name !== child.nodeName) return
      addRunsIn(child, element, at + 1, search)
      at += element.nodeSize
    }
  }
}

/** Returns the length of the text. */
function addRunsOfText(text: Y.XmlText, start: number, { runs, writers }: Search): number {
  let at = start
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    for (const { length, writing } of writers.writingsOf(client, clock, item.length)) {
      if (writing) addRun(runs, { ...writing, from: at, to: at + length })
      at += length
    }
  }
  return at - start
}

function addRun(runs: AuthorRun[], run: AuthorRun): void {
  const last = runs.at(-1)
  if (last?.to === run.from && last.author === run.author && last.at === run.at) {
    runs[runs.length - 1] = { ...last, to: run.to }
  } else {
    runs.push(run)
  }
}
