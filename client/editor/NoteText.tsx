/** The text of a live note with its toolbar and footer. Mounted only once the note's text is there. */
import type { EditorProps } from '@tiptap/pm/view'
import { EditorContent, useEditor } from '@tiptap/react'
import { Suspense, useCallback, useEffect, useId, useMemo, useState } from 'react'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import type { LiveNote } from '../collab/live-note.ts'
import { editorExtensionsOf } from './editor-extensions.ts'
import { LinkEditor, loadPartsSoon } from './lazy-parts.ts'
import { NoteFooter } from './NoteFooter.tsx'
import type { PaneBanner } from './NotePane.tsx'
import { pasteGuard } from './paste-guard.ts'
import { isRemoteState } from './remote-change.ts'
import { SafetyBanner } from './SafetyBanner.tsx'
import { Toolbar } from './Toolbar.tsx'
import './document.css'
import styles from './NotePane.module.css'

/** Room that stays free around the caret: the heading row and toolbar above, the phone's toolbar below. */
const CARET_MARGIN = { top: 120, right: 0, bottom: 90, left: 0 }

const FIXED_PROPS: EditorProps = {
  scrollMargin: CARET_MARGIN,
  scrollThreshold: CARET_MARGIN,
  // True keeps the page where it is: a change made elsewhere never scrolls it.
  handleScrollToSelection: (view) => isRemoteState(view.state),
}

const PLACEHOLDERS = {
  notes: 'Write here. Everybody in this session sees it as you type.',
  summary: 'What should somebody know who was not there?',
} as const

interface NoteTextProps {
  readonly live: LiveNote
  readonly note: NoteInfo
  readonly isEditable: boolean
  readonly banner: PaneBanner | null
  /** Says something to assistive technology. */
  readonly announce: (text: string) => void
}

export function NoteText({ live, note, isEditable, banner, announce }: NoteTextProps): React.JSX.Element {
  const editorId = useId()
  const [isEditingLink, setEditingLink] = useState(false)
  const editLink = useCallback(() => setEditingLink(true), [])
  const closeLink = useCallback(() => setEditingLink(false), [])
  const title = titleOf(note)

  const extensions = useMemo(
    () =>
      editorExtensionsOf({
        live,
        placeholder: PLACEHOLDERS[note.kind],
        keys: {
          editLink,
          focusToolbar: () => focusToolbarOf(editorId),
          onCommand: ({ label }, isOn) => announce(isOn === null ? label : `${label} ${isOn ? 'on' : 'off'}`),
        },
      }),
    [live, note.kind, editorId, editLink, announce],
  )
  const editorProps = useMemo((): EditorProps => {
    const role = isEditable ? { role: 'textbox', 'aria-multiline': 'true' } : { role: 'document' }
    return {
      ...FIXED_PROPS,
      attributes: { id: editorId, class: 'note-document', 'aria-label': title, dir: 'auto', ...role },
      handlePaste: pasteGuard(announce),
    }
  }, [editorId, title, isEditable, announce])
  const editor = useEditor(
    { extensions, editorProps, editable: isEditable, shouldRerenderOnTransaction: false },
    [extensions],
  )

  useEffect(() => {
    editor.setOptions({ editorProps, editable: isEditable })
  }, [editor, editorProps, isEditable])

  useEffect(loadPartsSoon, [])

  return (
    <>
      {banner && <SafetyBanner {...banner} editor={editor} />}
      {isEditable && <Toolbar editor={editor} editorId={editorId} editLink={editLink} />}
      <EditorContent
        editor={editor}
        className={styles['text'] ?? ''}
        // The room below a short text beside a longer one.
        onClick={(event) => {
          if (isEditable && event.target === event.currentTarget) editor.commands.focus('end')
        }}
      />
      <NoteFooter editor={editor} />
      {isEditingLink && (
        <Suspense>
          <LinkEditor editor={editor} onClose={closeLink} />
        </Suspense>
      )}
    </>
  )
}

function focusToolbarOf(editorId: string): void {
  const toolbar = document.querySelector(`[role="toolbar"][aria-controls="${CSS.escape(editorId)}"]`)
  toolbar?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
}

function titleOf(note: NoteInfo): string {
  const kind = note.kind === 'notes' ? 'Notes' : 'Summary'
  return `${kind}: ${(note.session ?? note.track ?? note.event).title}`
}
