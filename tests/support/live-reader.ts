import { request as httpRequest, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import { createEventParser, type ServerEvent } from '../../client/reading/event-stream.ts'
import { applyPatch, type NoteContent, type NotePatch } from '../../client/reading/note-text.ts'
import { eventually } from './eventually.ts'

/** One reader of the live stream, without any browser's cleverness. */
export class LiveReader {
  readonly events: ServerEvent[] = []
  readonly contents = new Map<string, NoteContent>()
  text = ''
  ended = false
  status = 0
  #response: IncomingMessage | null = null
  readonly #close: () => void

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    const parse = createEventParser()
    const request = httpRequest(url, { headers }, (response) => {
      this.#response = response
      this.status = response.statusCode ?? 0
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        this.text += piece
        for (const event of parse(piece)) this.#take(event)
      })
      response.on('close', () => (this.ended = true))
    })
    request.on('error', () => (this.ended = true))
    request.end()
    this.#close = () => request.destroy()
    onTestFinished(() => this.close())
  }

  async opened(): Promise<this> {
    await eventually(() => this.text !== '' || this.ended, { message: 'the answer of the stream' })
    return this
  }

  pauseReading(): void {
    this.#response?.pause()
  }

  resumeReading(): void {
    this.#response?.resume()
  }

  close(): void {
    this.#close()
  }

  #take(event: ServerEvent): void {
    this.events.push(event)
    if (event.name === 'content') this.#keep(JSON.parse(event.data) as NoteContent)
    if (event.name !== 'patch') return
    const patch = JSON.parse(event.data) as NotePatch
    const content = applyPatch(this.contents.get(patch.note), patch)
    if (content) this.#keep(content)
  }

  #keep(content: NoteContent): void {
    this.contents.set(content.note, content)
  }
}
