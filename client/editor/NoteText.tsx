/** The text of a live note with its toolbar and footer. Mounted only once the note's text is there. */
import type { EditorProps } from '@tiptap/pm/view'
import { EditorContent, useEditor } from '@tiptap/react'
import { useCallback, useEffect, useId, useMemo, useState, type RefObject } from 'react'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import type { LiveNote } from '../collab/live-note.ts'
import { editorExtensionsOf } from './editor-extensions.ts'
import { DutyEditor, LinkEditor, loadPartsSoon, PictureEditor } from './lazy-parts.ts'
import { NoteFacts } from './minutes/note-facts.ts'
import type { Following } from './following.ts'
import { NoteFooter } from './NoteFooter.tsx'
import type { PaneBanner } from './NotePane.tsx'
import { NoteTools, ReviewTools, SelectionTools } from './NoteTools.tsx'
import { pasteGuard } from './paste-guard.ts'
import { SummaryTools } from './pull/SummaryTools.tsx'
import { useOpenText } from './pull/use-open-text.ts'
import { isRemoteState } from './remote-change.ts'
import { SafetyBanner } from './SafetyBanner.tsx'
import { insertItems, nameItems } from './suggest/suggest-items.ts'
import { Toolbar } from './Toolbar.tsx'
import { usePictures } from './use-pictures.ts'
import type { PaneTools } from './use-pane-tools.ts'
import './document.css'
import './minutes/minutes.css'
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
  notes: 'Write here. Everybody in this session sees it as you type. Type / for blocks, @ for names.',
  summary: 'What should somebody know who was not there? Type / for blocks, @ for names.',
} as const

interface NoteTextProps {
  readonly live: LiveNote
  readonly note: NoteInfo
  readonly following: Following
  readonly isEditable: boolean
  readonly mayComment: boolean
  readonly askName: (() => void) | null
  readonly banner: PaneBanner | null
  readonly paneRef: RefObject<HTMLElement | null>
  readonly tools: PaneTools
  /** Says something to assistive technology. */
  readonly announce: (text: string) => void
}

export function NoteText({
  live,
  note,
  following,
  isEditable,
  mayComment,
  askName,
  banner,
  paneRef,
  tools,
  announce,
}: NoteTextProps): React.JSX.Element {
  const editorId = useId()
  const [isEditingLink, setEditingLink] = useState(false)
  const editLink = useCallback(() => setEditingLink(true), [])
  const closeLink = useCallback(() => setEditingLink(false), [])
  const [dutyAt, setDutyAt] = useState<number | null>(null)
  const closeDuty = useCallback(() => setDutyAt(null), [])
  const pictures = usePictures(note.id, announce)
  const title = titleOf(note)
  const facts = useMemo(() => new NoteFacts(live.participants), [live])
  useEffect(() => facts.update(note), [facts, note])

  const extensions = useMemo(
    () =>
      editorExtensionsOf({
        live,
        placeholder: PLACEHOLDERS[note.kind],
        pictures: pictures.extension,
        keys: {
          editLink,
          focusToolbar: () => focusToolbarOf(editorId),
          onCommand: ({ label }, isOn) => announce(isOn === null ? label : `${label} ${isOn ? 'on' : 'off'}`),
        },
        minutes: { sessionTime: facts.sessionTime, nameMeant: facts.nameMeant, editDuty: setDutyAt },
        suggest: {
          itemsFor: (editor, { trigger, query }) =>
            trigger === '/'
              ? insertItems(editor, query, editLink)
              : nameItems(facts.namesFor(editor.state.doc), query),
          announce,
        },
      }),
    [live, note.kind, pictures.extension, editorId, editLink, announce, facts],
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
    {
      extensions,
      editorProps,
      editable: isEditable,
      shouldRerenderOnTransaction: false,
      // What a paste means is decided in one place: see paste/paste.ts.
      enablePasteRules: false,
    },
    [extensions],
  )

  useEffect(() => {
    editor.setOptions({ editorProps, editable: isEditable })
  }, [editor, editorProps, isEditable])

  useEffect(() => {
    following.attach(editor)
    return () => following.attach(null)
  }, [following, editor])

  useEffect(loadPartsSoon, [])

  const { text, twins } = useOpenText(editor, { note, live })

  // A small dialog that is open when the right to write goes must not write any more.
  if (!isEditable && isEditingLink) setEditingLink(false)
  if (!isEditable && dutyAt !== null) setDutyAt(null)
  if (!isEditable && pictures.described) pictures.stopDescribing()

  return (
    <>
      {banner && <SafetyBanner {...banner} editor={editor} />}
      {isEditable && <Toolbar editor={editor} editorId={editorId} editLink={editLink} />}
      <NoteTools
        editor={editor}
        note={note}
        doc={live.doc}
        isEditable={isEditable}
        mayComment={mayComment}
        paneRef={paneRef}
        tools={tools}
        editLink={editLink}
        announce={announce}
      />
      <EditorContent
        editor={editor}
        className={styles['text'] ?? ''}
        // The room below a short text beside a longer one.
        onClick={(event) => {
          if (isEditable && event.target === event.currentTarget) editor.commands.focus('end')
        }}
      />
      {(isEditable || mayComment) && (
        <SelectionTools
          editor={editor}
          editorId={editorId}
          editLink={editLink}
          isEditable={isEditable}
          review={mayComment ? tools.askReview : null}
        />
      )}
      {text && twins && note.kind === 'summary' && (
        <SummaryTools text={text} twins={twins} isEditable={isEditable} paneRef={paneRef} />
      )}
      {mayComment && (
        <ReviewTools
          editor={editor}
          note={note}
          live={live}
          tools={tools}
          announce={announce}
          askName={askName}
        />
      )}
      <NoteFooter editor={editor} />
      {isEditable && isEditingLink && <LinkEditor editor={editor} onClose={closeLink} />}
      {isEditable && dutyAt !== null && (
        <DutyEditor
          key={dutyAt}
          editor={editor}
          position={dutyAt}
          namesFor={facts.namesFor}
          announce={announce}
          onClose={closeDuty}
        />
      )}
      {isEditable && pictures.described && (
        <PictureEditor editor={editor} picture={pictures.described} onClose={pictures.stopDescribing} />
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
