import type { DocNode } from '../../shared/schema/doc-json.ts'

/** A picture where only text can stand. */
export function imageText({ attrs }: DocNode): string {
  const alt = String(attrs?.['alt'] ?? '').trim()
  return alt === '' ? '[image]' : `[image: ${alt}]`
}

/** A picture that a file should have and has not. */
export function missingPictureText({ attrs }: DocNode): string {
  const alt = String(attrs?.['alt'] ?? '').trim()
  return alt === '' ? '[picture]' : `[picture: ${alt}]`
}
