/**
 * Everything that one writer will send, made before the run: real updates of a real document, one per character, each
 * with the caret that y-tiptap announces.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { encodeClientFrame } from './client-frame.ts'
import type { SeedDocument } from './seed-documents.ts'
import type { Wire } from './wire.ts'

const TEXT = 'and the maintainer said that this would be looked at again after the merge window; '

export interface WriterScript {
  readonly clientId: number
  /** Says who it is, without a caret: sent when it joins. */
  readonly arrival: Uint8Array
  /** Per character the frames to send: the update and the caret. Edit k is clock k of the writer's client id. */
  readonly edits: readonly Buffer[]
}

export function makeWriterScript({
  clientId,
  seed,
  paragraph,
  edits,
  wire,
}: {
  readonly clientId: number
  readonly seed: SeedDocument
  /** Which of the writers' paragraphs it types into. */
  readonly paragraph: number
  readonly edits: number
  readonly wire: Wire
}): WriterScript {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seed.update)
  doc.clientID = clientId
  const fragment = doc.getXmlFragment(FRAGMENT)
  const element = fragment.get(fragment.length - seed.writerParagraphs + paragraph) as Y.XmlElement
  const text = element.get(0) as Y.XmlText
  const user = { name: `Writer ${paragraph}`, color: '#228be6' }
  let update = new Uint8Array()
  doc.on('update', (bytes: Uint8Array) => (update = new Uint8Array(bytes)))

  let clock = 1
  const arrival = encodePresence(clientId, clock++, { user, cursor: null })
  const frames: Buffer[] = []
  for (let i = 0; i < edits; i++) {
    text.insert(text.length, TEXT[i % TEXT.length] as string)
    // Bound to the character before it, so that it differs each time: servers that leave out an unchanged caret gain
    // nothing here.
    const caret = Y.createRelativePositionFromTypeIndex(text, text.length, -1)
    const cursor = { anchor: Y.relativePositionToJSON(caret), head: Y.relativePositionToJSON(caret) }
    const presence = encodePresence(clientId, clock++, { user, cursor })
    frames.push(
      Buffer.concat([encodeClientFrame(wire.update(update)), encodeClientFrame(wire.presence(presence))]),
    )
  }
  doc.destroy()
  return { clientId, arrival, edits: frames }
}

/** The content of a presence message with one entry. */
export function encodePresence(clientId: number, clock: number, state: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
}
