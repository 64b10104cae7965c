/**
 * What is pasted into a note, and what is copied from it. Rich text keeps its structure and loses its styling; plain
 * text stays text unless it is plainly Markdown or a patch; in a block of code everything is verbatim; and with Shift
 * nothing is anything but text.
 */
import { Extension } from '@tiptap/core'
import type { Slice } from '@tiptap/pm/model'
import { Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { isRemoteTransaction } from '../remote-change.ts'
import { bareAddressOf } from './addresses.ts'
import { cleanPasted } from './readers.ts'
import { copiedText } from './copied-text.ts'
import { codeSlice, pastedTextSlice } from './pasted-text.ts'
import { plainSlice } from './plain-slice.ts'
import { readVsCodeData } from './vscode.ts'

export const Paste = Extension.create({
  name: 'cleanPaste',
  // Before what the extensions of the schema do with a paste.
  priority: 1_050,

  addProseMirrorPlugins() {
    // Whether text alone was asked for: ProseMirror knows, and tells those who transform the text only.
    let isPlain = false
    return [
      new Plugin({
        props: {
          transformPastedText: (text, plain) => {
            isPlain = plain
            return text
          },
          transformPastedHTML: (html) => {
            isPlain = false
            return cleanPasted(html)
          },
          clipboardTextParser: (text, $context, plain) =>
            plain ? plainSlice(text, { $context, withLinks: false }) : pastedTextSlice(text, $context),
          clipboardTextSerializer: copiedText,
          handlePaste: (view, event, slice) => {
            const data = event.clipboardData
            if (!data || view.state.selection.$from.parent.type.spec.code) return false
            const vsCode = readVsCodeData(data.getData('vscode-editor-data'))
            if (isPlain) return vsCode !== null && insert(view, slice)
            const text = data.getData('text/plain')
            const address = bareAddressOf(text)
            if (address !== null && linkSelection(view, address)) return true
            if (!vsCode) return false
            return insert(view, sliceOfCode(view.state, text, vsCode.language))
          },
        },
        // Links that nobody asked for are for those who type, once they typed a space.
        filterTransaction: (transaction) => {
          if (transaction.getMeta('uiEvent') === 'paste' || isRemoteTransaction(transaction)) {
            transaction.setMeta('preventAutolink', true)
          }
          return true
        },
      }),
    ]
  },
})

function insert(view: EditorView, slice: Slice): boolean {
  view.dispatch(
    view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'),
  )
  return true
}

/** Lines of code are a block of it; a word of it is a word. */
function sliceOfCode({ selection: { $from } }: EditorState, text: string, language: string | null): Slice {
  if (language === null) return pastedTextSlice(text, $from)
  const isLine = !text.trim().includes('\n')
  return isLine
    ? plainSlice(text.trim(), { $context: $from, withLinks: false })
    : codeSlice(text, language, $from)
}

/** An address pasted on words links them; on another address it takes its place. */
function linkSelection(view: EditorView, href: string): boolean {
  const { selection, doc, schema, tr } = view.state
  const link = schema.marks['link']
  const { from, to, $from, $to } = selection
  if (!link || !(selection instanceof TextSelection) || selection.empty || !$from.sameParent($to))
    return false
  if (!$from.parent.type.allowsMarkType(link) || bareAddressOf(doc.textBetween(from, to)) !== null)
    return false
  tr.removeMark(from, to, link).addMark(from, to, link.create({ href }))
  tr.setSelection(TextSelection.create(tr.doc, to)).removeStoredMark(link)
  view.dispatch(tr.setMeta('paste', true).setMeta('uiEvent', 'paste'))
  return true
}
