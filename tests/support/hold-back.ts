/** What a buffering proxy does to an answer: it passes on what has gathered, when that is enough, after a while, or at the end. */
import { Transform } from 'node:stream'

export interface Holding {
  /** What so many bytes are passed on at. */
  readonly bytes: number
  /** What is passed on after so long, in ms. */
  readonly ms: number
}

export function holdBack({ bytes, ms }: Holding): Transform {
  let held: Buffer[] = []
  let heldBytes = 0
  let timer: NodeJS.Timeout | undefined
  const pass = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (heldBytes > 0) stream.push(Buffer.concat(held))
    held = []
    heldBytes = 0
  }
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      held.push(piece)
      heldBytes += piece.byteLength
      if (heldBytes >= bytes) pass()
      else timer ??= setTimeout(pass, ms)
      done()
    },
    flush(done) {
      pass()
      done()
    },
  })
  stream.on('close', () => clearTimeout(timer))
  return stream
}
