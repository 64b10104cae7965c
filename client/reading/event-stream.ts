/**
 * Server-sent events over fetch. Unlike EventSource it tells a refusal from a broken line, and lets the caller notice a
 * line that has gone silent, since heartbeats are seen too.
 */

export interface ServerEvent {
  readonly name: string
  readonly data: string
}

/** Takes a stream's text in pieces of any size and gives the events that are complete. Comments and ids are left out. */
export function createEventParser(): (piece: string) => readonly ServerEvent[] {
  let rest = ''
  return (piece) => {
    // A long event comes in many pieces: looking through all of it again for each would take ages.
    const ends = piece.includes('\n\n') || (piece.startsWith('\n') && rest.endsWith('\n'))
    if (!ends) {
      rest += piece
      return []
    }
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.flatMap(parseBlock)
  }
}

function parseBlock(block: string): readonly ServerEvent[] {
  let name = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    else if (line.startsWith('data: ')) data.push(line.slice(6))
  }
  return data.length === 0 ? [] : [{ name, data: data.join('\n') }]
}

/** Calls back for each event, and with null for whatever else shows that the line is alive, until the stream ends. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onSign: (event: ServerEvent | null) => void,
): Promise<void> {
  const parse = createEventParser()
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    onSign(null)
    for (const event of parse(decoder.decode(value, { stream: true }))) onSign(event)
  }
}
