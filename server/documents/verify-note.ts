/** Compares a note's checkpoints with its log: a part of `rapporteur check`. */
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { readUpdate } from '../lib/read-update.ts'
import { summariseUpdate } from '../lib/summarise-update.ts'
import type { StoredCheckpoint, VerifiedNote } from './documents.ts'
import { openDoc } from './open-doc.ts'
import { readFragment } from './read-fragment.ts'

export function verifyNote(
  updates: readonly Uint8Array[],
  checkpoints: readonly StoredCheckpoint[],
): VerifiedNote {
  const { refused } = openDoc(updates)
  const docAfter =
    refused.length === 0 ? replay(updates) : (count: number): Y.Doc => openDoc(updates.slice(0, count)).doc
  return {
    refused,
    checkpoints: checkpoints.map((checkpoint) => compare(checkpoint, docAfter(checkpoint.updates))),
  }
}

/** The document after so many of the updates; one that only grows as long as more and more are asked for. */
function replay(updates: readonly Uint8Array[]): (count: number) => Y.Doc {
  let doc = new Y.Doc()
  let applied = 0
  return (count) => {
    if (count < applied) [doc, applied] = [new Y.Doc(), 0]
    doc.transact(() => {
      for (const update of updates.slice(applied, count)) Y.applyUpdate(doc, update)
    })
    applied = Math.max(applied, count)
    return doc
  }
}

function compare(checkpoint: StoredCheckpoint, log: Y.Doc): readonly string[] {
  const { doc, refused } = openDoc([checkpoint.bytes])
  if (refused[0]) return [refused[0].reason]
  const told = summariseUpdate(checkpoint.bytes)
  const [stored, replayed] = [describe(doc), describe(log)]
  const problems = [
    !isSame(told.stateVector, checkpoint.stateVector) &&
      'does not have the state vector that is stored with it',
    !isSame(told.rest, checkpoint.rest) && 'does not have the deletions that are stored with it',
    !isSame(stored.stateVector, replayed.stateVector) &&
      'does not hold the same updates as the log before it',
    stored.deletes !== replayed.deletes && 'does not hold the same deletions as the log before it',
    stored.text !== replayed.text && 'does not give the same text as the log before it',
  ]
  return problems.filter((problem) => problem !== false)
}

/** What a document holds, in forms that are equal when it is. */
function describe(doc: Y.Doc): { stateVector: Uint8Array; deletes: string; text: string } {
  const deletes = JSON.stringify([...(readUpdate(Y.encodeStateAsUpdate(doc))?.deletes ?? [])])
  const json = readFragment(doc.getXmlFragment(FRAGMENT))
  // Other programs may keep text beside the note's own type. One that is empty again leaves no trace in a checkpoint.
  const others = [...doc.share.keys()]
    .filter((name) => name !== FRAGMENT)
    .sort()
    .map((name) => [name, doc.getText(name).toJSON()])
    .filter(([, text]) => text !== '')
  return { stateVector: Y.encodeStateVector(doc), deletes, text: JSON.stringify([json, others]) }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
