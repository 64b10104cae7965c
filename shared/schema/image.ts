/** A picture that was uploaded to a note. Pictures elsewhere stay links: showing them would tell others who reads. */
import { Node } from '@tiptap/core'

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

export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,

  addAttributes() {
    const whole = (name: 'width' | 'height') => ({
      default: null,
      parseHTML: (element: HTMLElement) => {
        const pixels = Number(element.getAttribute(name))
        return Number.isInteger(pixels) && pixels > 0 ? pixels : null
      },
    })
    return {
      id: {
        default: null,
        parseHTML: (element) => imageIdOf(element.getAttribute('src')),
        renderHTML: ({ id }) => ({ src: imageSource(id) ?? '' }),
      },
      /** What a picture shows, for those who do not see it; empty: nobody said. */
      alt: { default: '' },
      /** Pixels of the picture itself, so that its place is kept while it loads. */
      width: whole('width'),
      height: whole('height'),
    }
  },
  parseHTML: () => [
    {
      tag: 'img[src]',
      getAttrs: (element) => (imageIdOf(element.getAttribute('src')) === null ? false : null),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['img', { loading: 'lazy', ...HTMLAttributes }],
  renderText: ({ node }) => `[image${node.attrs['alt'] ? `: ${String(node.attrs['alt'])}` : ''}]`,
})
