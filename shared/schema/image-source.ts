/** Where the server has uploaded pictures. Without the editor's library, which pages need not load for it. */

/** What an image's id looks like; anything else has no address. */
const IMAGE_ID = /^[A-Za-z0-9_-]{1,64}$/

/** Where the server has the picture, or null when the id is none. */
export function imageSource(id: unknown): string | null {
  return typeof id === 'string' && IMAGE_ID.test(id) ? `/api/v1/images/${id}` : null
}

/** The id in an address of this or another server of ours; null when it is no such address. */
export function imageIdOf(source: string | null | undefined): string | null {
  const id = /\/api\/v1\/images\/([^/?#]+)$/.exec(source ?? '')?.[1] ?? ''
  return IMAGE_ID.test(id) ? id : null
}

/** The name of a picture's file beside the texts of an export (server/export/picture-files.ts). */
const PICTURE_FILE = /^(?:\.\.?\/)*images\/rapporteur-([A-Za-z0-9_-]{1,64})(?:\.(?:png|jpg|gif|webp|avif))?$/

/** The id in a relative address of such a file; null for any other address. */
export function pictureFileId(source: string): string | null {
  return PICTURE_FILE.exec(source)?.[1] ?? null
}
