import { Extension } from '@tiptap/core'
import { ORIGIN_TYPES, readOrigin } from './origin.ts'

/** The attribute for the schema. A line that Enter makes of a block is new: it comes from nowhere. */
export const OriginAttribute = Extension.create({
  name: 'origin',

  addGlobalAttributes() {
    return [
      {
        types: [...ORIGIN_TYPES],
        attributes: {
          origin: {
            default: null,
            keepOnSplit: false,
            parseHTML: (element: HTMLElement) => {
              const { origin } = element.dataset
              return readOrigin(origin) === null ? null : origin
            },
            renderHTML: ({ origin }: Record<string, unknown>) =>
              readOrigin(origin) === null ? {} : { 'data-origin': origin },
          },
        },
      },
    ]
  },
})
