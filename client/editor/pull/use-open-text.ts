import type { Editor } from '@tiptap/core'
import { useContext, useEffect, useState } from 'react'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import type { LiveNote } from '../../collab/live-note.ts'
import { joinTexts, type OpenText } from './open-texts.ts'
import { loadPulling } from './load-pulling.ts'
import { TwinsContext, type Twins } from './twins.ts'

/** Makes a text known to the page while it is shown, with the way from notes to their summary. */
export function useOpenText(
  editor: Editor,
  { note, live }: { readonly note: NoteInfo; readonly live: LiveNote },
): { readonly text: OpenText | null; readonly twins: Twins | null } {
  const twins = useContext(TwinsContext)
  const [text, setText] = useState<OpenText | null>(null)
  const mayPull = note.kind === 'notes' && twins?.mayWriteSummary === true

  useEffect(() => {
    const joined: OpenText = { note, editor, live, hasCaret: false, pull: null }
    const leave = joinTexts(joined)
    setText(joined)
    return () => {
      leave()
      setText(null)
    }
    // Facts that change while it is open are put in below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, live])

  useEffect(() => {
    if (!text) return
    const couldPull = text.pull !== null
    text.note = note
    text.pull =
      mayPull && twins
        ? () => {
            const pull = async (): Promise<void> => (await loadPulling()).pullIntoSummary(text, twins)
            void pull()
          }
        : null
    // What offers commands looks again.
    if (couldPull !== mayPull) editor.view.dispatch(editor.state.tr.setMeta('addToHistory', false))
  }, [text, note, mayPull, twins, editor])

  return { text, twins }
}
