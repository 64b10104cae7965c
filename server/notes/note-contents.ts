/**
 * The text of notes in every format, rendered off the socket loop and kept while it does not change. What is kept is
 * bounded; a note that was written to since is rendered anew.
 */
import type { ContentFormat } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import { isTemplate } from '../storage/note-log.ts'

/** UTF-16 units kept at most: the texts of a large event several times over. */
const MAX_KEPT_CHARS = 16 * 1024 * 1024

/** A note's text as of a place in its log. */
export interface NoteContent {
  readonly seq: number
  readonly body: string
}

/** Which text of a note. */
export interface ContentForm {
  readonly noteId: NoteId
  readonly format: ContentFormat
  /** Names that are taken out of it. */
  readonly redactedNames: readonly string[]
}

type Deps = Pick<Context, 'rooms' | 'documents' | 'noteLog'>

export class NoteContents {
  readonly #rooms: Deps['rooms']
  readonly #documents: Deps['documents']
  readonly #noteLog: Deps['noteLog']
  /** The longest unused first. */
  readonly #kept = new Map<string, NoteContent>()
  /** Renderings under way: many readers who ask at once get one. */
  readonly #rendering = new Map<string, Promise<NoteContent>>()
  readonly #maxKeptChars: number
  #keptChars = 0

  constructor({ rooms, documents, noteLog }: Deps, maxKeptChars: number = MAX_KEPT_CHARS) {
    this.#rooms = rooms
    this.#documents = documents
    this.#noteLog = noteLog
    this.#maxKeptChars = maxKeptChars
  }

  /** UTF-16 units of the texts that are kept. */
  get keptChars(): number {
    return this.#keptChars
  }

  /** Rejects when the note cannot be read: that is never an empty text. */
  async read(form: ContentForm): Promise<NoteContent> {
    const [head = 0] = await this.#noteLog.heads([form.noteId])
    return this.#readAt(form, head)
  }

  /** The documents of those notes that hold more than their template. */
  async readDocs(noteIds: readonly NoteId[]): Promise<ReadonlyMap<NoteId, DocJson>> {
    const heads = await this.#noteLog.heads(noteIds)
    const docs = new Map<NoteId, DocJson>()
    for (const [index, noteId] of noteIds.entries()) {
      const head = heads[index] ?? 0
      if (head === 0 || (head === 1 && (await this.#isTemplate(noteId)))) continue
      const { body } = await this.#readAt({ noteId, format: 'json', redactedNames: [] }, head)
      docs.set(noteId, JSON.parse(body) as DocJson)
    }
    return docs
  }

  async #readAt(form: ContentForm, head: number): Promise<NoteContent> {
    const { noteId, format, redactedNames } = form
    const key = `${noteId} ${format} ${JSON.stringify(redactedNames)}`
    const kept = this.#kept.get(key)
    if (kept?.seq === head) {
      this.#keep(key, kept)
      return kept
    }
    const running = this.#rendering.get(`${key} ${head}`)
    if (running) return running
    const rendering = this.#render(form)
    this.#rendering.set(`${key} ${head}`, rendering)
    try {
      const content = await rendering
      this.#keep(key, content)
      return content
    } finally {
      this.#rendering.delete(`${key} ${head}`)
    }
  }

  async #isTemplate(noteId: NoteId): Promise<boolean> {
    const [first] = await this.#noteLog.read({ noteId, after: 0, upTo: 1 })
    return first !== undefined && isTemplate(first)
  }

  async #render({ noteId, format, redactedNames }: ContentForm): Promise<NoteContent> {
    const { seq, updates } = await this.#rooms.state(noteId)
    if (format !== 'json')
      return { seq, body: await this.#documents.render(updates, format, { redactedNames }) }
    return { seq, body: JSON.stringify(await this.#documents.toJson(updates, redactedNames)) }
  }

  #keep(key: string, content: NoteContent): void {
    this.#drop(key)
    this.#kept.set(key, content)
    this.#keptChars += content.body.length
    for (const oldest of this.#kept.keys()) {
      if (this.#keptChars <= this.#maxKeptChars) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#keptChars -= this.#kept.get(key)?.body.length ?? 0
    this.#kept.delete(key)
  }
}
