import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { isSafeHref } from '../../shared/schema/safe-href.ts'

/** While the text can be edited a plain click sets the caret; with Control or Command it follows the link. */
export const FollowLinks = Extension.create({
  name: 'followLinks',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleClick: (view, _position, event) => {
            if (!view.editable || !(event.metaKey || event.ctrlKey)) return false
            const link = event.target instanceof Element ? event.target.closest('a') : null
            const href = link?.getAttribute('href')
            if (!href || !isSafeHref(href)) return false
            window.open(href, '_blank', 'noopener,noreferrer')
            return true
          },
        },
      }),
    ]
  },
})
