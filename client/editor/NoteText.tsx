/** The text of a live note with its toolbar and footer. Mounted only once the note's text is there. */
import type { EditorView } from '@tiptap/pm/view'
import { EditorContent, useEditor } from '@tiptap/react'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import type { LiveNote } from '../collab/live-note.ts'
import { editorExtensionsOf } from './editor-extensions.ts'
import { LinkEditor } from './LinkEditor.tsx'
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
  const toolbarRef = useRef<HTMLDivElement>(null)
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
          focusToolbar: () => toolbarRef.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
          onCommand: ({ label }, isOn) => announce(isOn === null ? label : `${label} ${isOn ? 'on' : 'off'}`),
        },
      }),
    [live, note.kind, editLink, announce],
  )
  const editorProps = useMemo(
    () => ({
      attributes: {
        id: editorId,
        class: 'note-document',
        'aria-label': title,
        'aria-multiline': 'true',
        dir: 'auto',
      },
      scrollMargin: CARET_MARGIN,
      scrollThreshold: CARET_MARGIN,
      // True keeps the page where it is: a change made elsewhere never scrolls it.
      handleScrollToSelection: (view: EditorView) => isRemoteState(view.state),
      handlePaste: pasteGuard(announce),
    }),
    [editorId, title, announce],
  )
  const editor = useEditor(
    { extensions, editorProps, editable: isEditable, shouldRerenderOnTransaction: false },
    [extensions, editorProps],
  )

  useEffect(() => {
    if (editor.isEditable !== isEditable) editor.setEditable(isEditable, false)
  }, [editor, isEditable])

  return (
    <>
      {banner && <SafetyBanner {...banner} editor={editor} />}
      {isEditable && <Toolbar ref={toolbarRef} editor={editor} editorId={editorId} editLink={editLink} />}
      <EditorContent
        editor={editor}
        className={styles['text'] ?? ''}
        // The room below a short text beside a longer one.
        onClick={(event) => {
          if (isEditable && event.target === event.currentTarget) editor.commands.focus('end')
        }}
      />
      <NoteFooter editor={editor} />
      {isEditingLink && <LinkEditor editor={editor} onClose={closeLink} />}
    </>
  )
}

function titleOf(note: NoteInfo): string {
  const kind = note.kind === 'notes' ? 'Notes' : 'Summary'
  return `${kind}: ${(note.session ?? note.track ?? note.event).title}`
}
