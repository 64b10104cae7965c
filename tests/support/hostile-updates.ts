/** Updates that decode without an error and that no document can take, or not without care. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

/** An item beside one of the same client that only comes later: `Y.applyUpdate` throws, whatever the document holds. */
export function forwardReference(client: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const value of [1, 1, client, 0]) encoding.writeVarUint(encoder, value)
    encoding.writeUint8(encoder, 0x84) // a string with an origin
    for (const value of [client, 7]) encoding.writeVarUint(encoder, value)
    encoding.writeVarString(encoder, 'x')
    encoding.writeVarUint(encoder, 0)
  })
}

/** The deletion of nothing, by a client that nobody has heard of: kept by Yjs until it encodes, which then throws. */
export const EMPTY_DELETION = new Uint8Array([0, 1, 77, 1, 5, 0])

/**
 * Found by mutating the updates of a small note. Each is sound by itself; the last cannot be integrated after the
 * others. It builds on the one before it.
 */
export const CONTRADICTION: readonly Uint8Array[] = [
  '010f050007010764656661756c740309706172616772617068070005000604000501016881050201840503036c6c6fc60503050404626f6c64027b7dc10507050401c4050805040178c60509050404626f6c64046e756c6c280005000161017d0104010171036162632801016d016b0175027d017d0203010161010187051001880511027701787d0201050203010801',
  '01010514c405030507037a7a0200',
  '01010600c405140515037a7a3100',
  '01010800c406000601037a043300',
  '01030803870500030705656164696e67070008030604000802016e00',
  '01010517c408000801037a7a3400',
  '01010700c405170518037a7a3600',
  '01010805c407000701037a7a3700',
].map(fromHex)

/** A note whose paragraph `text` lies inside so many block quotes, in one update. */
export function deepNote(levels: number, text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    let parent: Y.XmlFragment = doc.getXmlFragment('default')
    for (let level = 0; level < levels; level++) {
      const quote = new Y.XmlElement('blockquote')
      parent.insert(0, [quote])
      parent = quote
    }
    const paragraph = new Y.XmlElement('paragraph')
    parent.insert(0, [paragraph])
    paragraph.insert(0, [new Y.XmlText(text)])
  })
  return Y.encodeStateAsUpdate(doc)
}
