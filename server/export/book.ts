/**
 * A composed document with what surrounds it, ready to be set: what PDF, Word and EPUB files are made from. Equal books
 * give equal bytes.
 */
import type { ImageType } from '../../shared/contracts/images.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'

/** A picture as it was uploaded, without what the camera wrote beside it. */
export interface BookImage {
  readonly bytes: Uint8Array
  readonly mediaType: ImageType
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** By the id that image nodes have. A document may name pictures that are not in here: they are told as missing. */
export type BookImages = ReadonlyMap<string, BookImage>

/** More people than this are not named on a title page, only where files say who made them. */
export const MAX_TITLE_PEOPLE = 16

export interface Book {
  /** Stable, unique to what it is made from: an event's, track's or session's id. */
  readonly id: string
  readonly title: string
  /** Lines under the title: days, place, address. */
  readonly facts: readonly string[]
  /** BCP 47. */
  readonly language: string
  /** Under which terms the text may be used; null: not said. */
  readonly licence: string | null
  /** Who to name as author: leads and speakers without repeats, or none. */
  readonly people: readonly string[]
  /** ISO 8601: when the content last changed. Files say this, never the time of their making. */
  readonly changedAt: string
  /**
   * Composed by compose.ts, minutes and tasks as text: headings of level 1 are chapters (tracks of an event, sessions of
   * a track, parts of a session), lower ones follow. What stands before the first heading is a preface.
   */
  readonly doc: DocJson
  readonly images: BookImages
}

/** Something that a file could not show as it is, and shows with a visible mark instead. */
export interface ExportWarning {
  /** Stable, snake_case: `missing_glyph`, `broken_picture`, `table_cut`, … */
  readonly code: string
  /** A sentence for the person who exports: what, and where (the nearest heading). */
  readonly message: string
}

/** A file that was made whole, or not at all. */
export interface MadeFile {
  readonly bytes: Uint8Array
  readonly warnings: readonly ExportWarning[]
}

/** A file of an archive or site. Paths are relative, with `/`, of a-z, 0-9, `.`, `-` and `/`. */
export interface ExportFile {
  readonly path: string
  readonly bytes: Uint8Array
}
