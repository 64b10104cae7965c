/** Links keep only addresses that notes allow; pictures of other servers become links to them. */
import { imageIdOf } from '../../../shared/schema/image-source.ts'
import { cleanAddress } from './addresses.ts'
import { unwrap } from './dom.ts'

/** A picture of this many pixels or fewer counts who reads. */
const TRACKING_PIXELS = 1

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\u200d|\ufe0f){1,12}$/u

export function linksAndImages(body: Element): void {
  for (const link of body.querySelectorAll('a')) {
    const address = cleanAddress(link.getAttribute('href'))
    if (address === null) unwrap(link)
    else link.setAttribute('href', address)
  }
  for (const image of body.querySelectorAll('img')) {
    if (imageIdOf(image.getAttribute('src')) === null) replaceImage(image)
  }
}

function replaceImage(image: Element): void {
  const size = ['width', 'height'].map((name) => image.getAttribute(name))
  if (size.some((pixels) => pixels !== null && Number.parseInt(pixels, 10) <= TRACKING_PIXELS))
    return image.remove()
  const alt = (image.getAttribute('alt') ?? '').trim()
  if (EMOJI.test(alt) || /^:[\w+-]+:$/.test(alt)) return image.replaceWith(alt)
  const address = cleanAddress(image.getAttribute('src'))
  if (address === null || image.closest('a')) return image.replaceWith(alt)
  const link = image.ownerDocument.createElement('a')
  link.setAttribute('href', address)
  link.textContent = alt === '' ? 'image' : alt
  image.replaceWith(link)
}
