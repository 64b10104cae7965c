/**
 * Pictures of other sites in HTML that is pasted: they become links to them. Loading them would tell those sites who reads
 * the note, and they are gone when the other site is.
 */
import { imageIdOf } from '../../shared/schema/image-source.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'

/** The HTML with our own pictures only. It is never part of a page here, so nothing in it is loaded. */
export function withoutForeignPictures(html: string, ownOrigin: string): string {
  if (!/<img\b/i.test(html)) return html
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const picture of body.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? ''
    if (imageIdOf(source) !== null && originOf(source, ownOrigin) === ownOrigin) continue
    const alt = picture.getAttribute('alt')?.trim() ?? ''
    if (!isSafeHref(source)) picture.replaceWith(alt)
    else if (picture.closest('a')) picture.replaceWith(alt === '' ? 'image' : alt)
    else {
      const link = body.ownerDocument.createElement('a')
      link.href = source
      link.textContent = alt === '' ? source : alt
      picture.replaceWith(link)
    }
  }
  return body.innerHTML
}

function originOf(source: string, base: string): string | null {
  return URL.canParse(source, base) ? new URL(source, base).origin : null
}
