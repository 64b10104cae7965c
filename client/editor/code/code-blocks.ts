/** Blocks of code in the editor: their colours, and the bar with their language and a button that copies them. */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { codeColours } from './code-colours.ts'
import { CodeBlockView } from './code-block-view.ts'
import './code-colours.css'

export const CodeBlocks = Extension.create({
  name: 'codeBlocks',

  addProseMirrorPlugins() {
    return [
      codeColours(async () => (await import('./highlighter.ts')).highlighter),
      new Plugin({
        props: {
          nodeViews: { codeBlock: (node, view, getPos) => new CodeBlockView(node, view, getPos) },
        },
        view: (view) => {
          let isEditable = view.editable
          return {
            update: () => {
              if (view.editable === isEditable) return
              isEditable = view.editable
              for (const chooser of view.dom.querySelectorAll<HTMLSelectElement>('.code-bar select')) {
                chooser.disabled = !isEditable
              }
            },
          }
        },
      }),
    ]
  },
})
