/**
 * Typst in a room without doors: the template and what it is given are all that it can read. Its folder is one that no
 * machine can have, and it asks for no packages.
 */
import { join } from 'node:path'
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { PdfError } from './limits.ts'

/** Below a file: nothing can be there, today or later. */
const WORKSPACE = join(process.execPath, 'book')

export interface TypstOptions {
  /** Folders with fonts, beside those of the system and of Typst itself. */
  readonly fontDirs: readonly string[]
}

export class Typst {
  readonly #compiler: NodeCompiler

  constructor({ fontDirs }: TypstOptions) {
    this.#compiler = NodeCompiler.create({
      workspace: WORKSPACE,
      ...(fontDirs.length > 0 ? { fontArgs: [{ fontPaths: [...fontDirs] }] } : {}),
    })
  }

  addTemplate(path: string, source: string): void {
    this.#compiler.addSource(join(WORKSPACE, path), source)
  }

  addFile(path: string, bytes: Uint8Array): void {
    this.#compiler.mapShadow(join(WORKSPACE, path), Buffer.from(bytes))
  }

  removeFile(path: string): void {
    this.#compiler.unmapShadow(join(WORKSPACE, path))
  }

  /** Throws PdfError `not_set`. */
  compile(main: string): NodeTypstDocument {
    const run = this.#compiler.compile({ mainFileContent: main })
    const { result } = run
    if (result && !run.hasError()) return result
    throw new PdfError('not_set', `Typst could not set the book: ${messageOf(run.takeError())}.`)
  }

  canCompile(main: string): boolean {
    const run = this.#compiler.compile({ mainFileContent: main })
    return run.result !== null && !run.hasError()
  }

  /** Throws an Error with Typst's reasons. */
  write(document: NodeTypstDocument, standard?: 'ua-1'): Uint8Array {
    return this.#compiler.pdf(document, standard ? { pdfStandard: standard } : {})
  }

  /** Forgets what it keeps to be faster at the next book. */
  forget(): void {
    this.#compiler.resetShadow()
    this.#compiler.evictCache(0)
  }
}

function messageOf(error: NodeError | null): string {
  const messages = (error?.shortDiagnostics ?? []).map((diagnostic: unknown) =>
    typeof diagnostic === 'object' && diagnostic !== null && 'message' in diagnostic
      ? String(diagnostic.message)
      : '',
  )
  return messages.find((message) => message !== '') ?? 'it gave no reason'
}
