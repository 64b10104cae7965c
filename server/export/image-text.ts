import type { DocNode } from '../../shared/schema/doc-json.ts'

/** A picture where only text can stand. */
export function imageText({ attrs }: DocNode): string {
  const alt = String(attrs?.['alt'] ?? '').trim()
  return alt === '' ? '[image]' : `[image: ${alt}]`
}
