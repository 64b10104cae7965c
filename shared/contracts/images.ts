/** Contracts for pictures in notes. They are sent and served as files; only what was stored is told as JSON. */
import * as z from 'zod/mini'

/** What browsers show and nothing in it can run. Not SVG, which is a document with scripts. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** The same for people. */
export const IMAGE_TYPE_NAMES = 'PNG, JPEG, GIF, WebP or AVIF'

export const MAX_IMAGE_BYTES = 5 * 1024 * 1024

/** A picture that a note has now, with the attributes of the node that shows it. */
export const NoteImage = z.object({
  id: z.string(),
  /** As it is shown, turned the way that the file asks for. */
  width: z.number(),
  height: z.number(),
  mediaType: z.enum(IMAGE_TYPES),
})
export type NoteImage = z.infer<typeof NoteImage>
