/** A picture that was uploaded to a note. Pictures elsewhere stay links: showing them would tell others who reads. */
import { Node } from '@tiptap/core'
import { imageIdOf, imageSource } from './image-source.ts'

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
