/** What is asked of the process that makes a file, and what it answers: plain data, copied from process to process. */
import type { ExportFormat } from '../../shared/contracts/publishing.ts'
import type { BookImages, ExportFile, ExportWarning } from '../export/book.ts'
import type { ExportEvent, ExportPart, ExportSetting } from '../export/programme.ts'

interface Source {
  /** Of an export of a part only what belongs to the part has documents. */
  readonly event: ExportEvent
  readonly images: BookImages
  /** Folders with fonts beside those of the system. */
  readonly fontDirs: readonly string[]
}

export interface ExportRequest extends Source {
  readonly kind: 'export'
  readonly format: ExportFormat
  readonly part: ExportPart
  readonly setting: ExportSetting
  /** What addresses of pictures begin with where they are not in the file; null where nobody knows. */
  readonly baseUrl: string | null
  /** Whether notes are in it, beside summaries. */
  readonly withNotes: boolean
}

export interface PublicationFilesRequest extends Source {
  readonly kind: 'publication'
  /** Where the files will be read, with a slash at the end. */
  readonly siteUrl: string
  readonly withNotes: boolean
}

export type FileRequest = ExportRequest | PublicationFilesRequest

/** MiB. */
export interface MemoryLimits {
  /** Of the whole process, native code and bytes of files with it. */
  readonly total: number
  /** Of what JavaScript keeps in it. */
  readonly script: number
}

export interface FileJob {
  readonly request: FileRequest
  readonly limits: MemoryLimits
}

/** One file of an export, named by whoever sends it. */
export interface MadeExport {
  /** Without a dot. */
  readonly extension: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly warnings: readonly ExportWarning[]
}

/** All files of a publication. */
export interface MadePublication {
  readonly files: readonly ExportFile[]
  readonly warnings: readonly ExportWarning[]
}

/** Which of so many steps is done, for people. */
export interface FileStep {
  readonly step: string
  readonly done: number
  readonly total: number
}

export type FileMessage =
  | { readonly kind: 'step'; readonly step: FileStep }
  | { readonly kind: 'done'; readonly value: MadeExport | MadePublication }
  | {
      readonly kind: 'out-of-memory'
      /** Which limit, in MiB. */
      readonly limit: number
    }
  | {
      readonly kind: 'failed'
      readonly message: string
      readonly stack: string | undefined
      /** What of the text is to blame; null for what nobody expected. */
      readonly code: 'too_large' | 'export_failed' | null
    }
