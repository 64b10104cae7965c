/**
 * Makes remote changes cheap in long notes. The Yjs binding (y-tiptap 3.0.9) first drops its nodes of everything that
 * a remote change touched, which is right, and then those of all the rest as well. Every node is then built anew, none
 * is recognised, and one new line at the top of a note rewrites every line below it. Keeping the untouched ones is what the binding
 * did up to 3.0.5; measurements are in the tests of long notes.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

export const ReuseNodes = Extension.create({
  name: 'reuseNodes',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        view: (view) => {
          const sync = ySyncPluginKey.getState(view.state) as
            | { readonly binding: { readonly mapping: Map<unknown, unknown> } }
            | undefined
          if (sync) sync.binding.mapping.clear = () => undefined
          return {}
        },
      }),
    ]
  },
})
