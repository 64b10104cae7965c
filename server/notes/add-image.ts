import { IMAGE_TYPE_NAMES, type NoteImage } from '../../shared/contracts/images.ts'
import { newId, type ImageId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findSameImage, insertImage, measureImages, type ImageFacts } from '../storage/image-rows.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import { noteNotFound } from './read-note.ts'

/** What one note holds at most, so that a script cannot fill the disk with it. */
export const MAX_IMAGES_PER_NOTE = 200
export const MAX_IMAGE_BYTES_PER_NOTE = 100 * 1024 * 1024
/** A small file can say that it is a picture of a size that no browser can show. */
export const MAX_IMAGE_PIXELS = 100_000_000

/**
 * Keeps a picture for a note, without what the camera wrote beside it. The same picture again is the one that is there.
 * Whether the principal may write was asked before.
 */
export async function addImage(
  { db, clock, documents }: Pick<Context, 'db' | 'clock' | 'documents'>,
  {
    target,
    bytes,
    principal,
  }: { readonly target: NoteTarget; readonly bytes: Uint8Array; readonly principal: Principal },
): Promise<NoteImage> {
  const image = await documents.readImage(bytes)
  if (image === 'unknown') {
    throw new AppError(
      'unsupported_format',
      `Expected a picture: ${IMAGE_TYPE_NAMES}. This file is none of them.`,
    )
  }
  if (image === 'damaged') {
    throw new AppError('unsupported_format', 'This picture is damaged: its size cannot be read.')
  }
  const { mediaType, width, height, sha256 } = image
  if (width * height > MAX_IMAGE_PIXELS) {
    throw new AppError(
      'too_large',
      `Expected a picture of at most ${MAX_IMAGE_PIXELS / 1_000_000} million pixels, found ${width} × ${height}.`,
    )
  }
  return db.transaction().execute(async (tx) => {
    // Between the asker's right and this moment the note may have been deleted.
    if (!(await findNoteTarget(tx, target.note))) throw noteNotFound()
    const same = await findSameImage(tx, { note: target.note, sha256 })
    if (same) return describe(same)
    const size = image.bytes.byteLength
    const { count, bytes: held } = await measureImages(tx, target.note)
    if (count >= MAX_IMAGES_PER_NOTE || held + size > MAX_IMAGE_BYTES_PER_NOTE) {
      throw new AppError(
        'too_many_pictures',
        `A note holds at most ${MAX_IMAGES_PER_NOTE} pictures and ${MAX_IMAGE_BYTES_PER_NOTE / 1024 / 1024} MiB of them.`,
      )
    }
    const row = {
      id: newId<ImageId>(),
      note_id: target.note,
      event_id: target.event,
      media_type: mediaType,
      width,
      height,
      size,
      sha256,
      created_at: clock.now(),
      actor: principal.actor,
    }
    await insertImage(tx, { ...row, bytes: image.bytes })
    return describe(row)
  })
}

function describe({ id, width, height, media_type: mediaType }: ImageFacts): NoteImage {
  return { id, width, height, mediaType }
}
