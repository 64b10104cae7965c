import type { Editor } from '@tiptap/core'

/** Goes to a heading: it moves to the top of what is seen, and the focus into the text, with the caret at its end. */
export function goToHeading(editor: Editor, position: number): void {
  const heading = editor.state.doc.nodeAt(position)
  if (!heading) return
  if (editor.isEditable) {
    editor
      .chain()
      .setTextSelection(position + 1 + heading.content.size)
      .focus(null, { scrollIntoView: false })
      .run()
  } else {
    const { dom } = editor.view
    // Text that is only read is no stop of the Tab key; this leads to it.
    dom.tabIndex = -1
    dom.focus({ preventScroll: true })
  }
  const element = editor.view.nodeDOM(position)
  if (element instanceof Element) element.scrollIntoView({ block: 'start', behavior: 'instant' })
}
