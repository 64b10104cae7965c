/**
 * One live note on a page: heading row, state, who is here, toolbar, text, word count. It opens the note and decides
 * what may be seen and touched; the text itself is NoteText.tsx.
 */
import { useCallback, useEffect, useId, useMemo, useState, type ReactNode, type RefObject } from 'react'
import type { NoteInfo, SummaryStages } from '../../shared/contracts/notes.ts'
import { roleAllows } from '../../shared/domain/access.ts'
import type { Me } from '../../shared/contracts/people.ts'
import { refusalOf, type Refusal, type RefusalName } from '../collab/refusal.ts'
import { useLiveNote, type OpenNote } from '../collab/useLiveNote.ts'
import { Facepile } from './Facepile.tsx'
import { FollowBanner } from './FollowBanner.tsx'
import { Following } from './following.ts'
import { Hints, RemoveDialog } from './lazy-parts.ts'
import { LoadingNote } from './LoadingNote.tsx'
import { NoteText } from './NoteText.tsx'
import { readersText } from './people-words.ts'
import { PaneButtons } from './PaneButtons.tsx'
import { SafetyBanner, type SafetyBannerProps } from './SafetyBanner.tsx'
import { StateChip } from './StateChip.tsx'
import { usePaneTools } from './use-pane-tools.ts'
import { watchTouch } from './watch-touch.ts'
import styles from './NotePane.module.css'

export interface NotePaneProps {
  readonly note: NoteInfo
  readonly me: Me
  /** Called when the asker's role may have changed: load the note's facts again. */
  readonly onRoleChange?: () => void
  /** Beside the heading: what the page knows about this document. Gets what leads to the first open comment. */
  readonly renderAside?: (showOpen: () => void) => ReactNode
  /** Text that the link to this page leads to. */
  readonly sought?: string | null
  /** Asks a guest for a name before the first comment; null: there is one. */
  readonly askName?: (() => void) | null
  /** Whether the asker could write here and does not, for now: the note says that they may not. */
  readonly isHeld?: boolean
}

/** A live note. It stays on screen whatever happens to the connection. */
export function NotePane(props: NotePaneProps): React.JSX.Element {
  // What a note remembers about itself (the right to write, for one) must not pass to the next one.
  return <OpenNotePane key={props.note.id} {...props} />
}

const KIND_NAMES = { notes: 'Notes', summary: 'Summary' } as const

function OpenNotePane({
  note,
  me,
  onRoleChange,
  renderAside,
  sought = null,
  askName = null,
  isHeld = false,
}: NotePaneProps): React.JSX.Element {
  const open = useLiveNote({ note, me, onRoleChange })
  const [paneRef, tools] = usePaneTools()
  const mayComment = roleAllows(note.role, 'note.comment')
  const mayRemove = roleAllows(note.role, 'guest.remove')
  const headingId = useId()
  const isTouched = useTouched(paneRef)
  const [wasWriter, setWasWriter] = useState(note.mayWrite)
  if (note.mayWrite && !wasWriter) setWasWriter(true)
  const [announcement, setAnnouncement] = useState('')
  const live = open.status === 'loading' ? null : open.live
  const following = useMemo(() => (live ? new Following(live.participants) : null), [live])
  const { findText } = tools
  const isThere = live !== null
  useEffect(() => {
    if (sought !== null && isThere) findText(sought)
    // Once for each link.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [sought, isThere])
  const flashes = useSaveKey(() => {
    live?.checkSaved()
    setAnnouncement(`${open.notice.text}. ${open.notice.title}`)
  })
  const announce = useCallback((text: string) => setAnnouncement(text), [])
  const room = open.status === 'open' ? open.room : null
  const readers = room ? readersText(room, { isReader: !note.mayWrite && !isHeld }) : ''
  const banner = bannerOf(open, note) ?? (wasWriter ? finalBanner(note) : null)

  return (
    <section
      ref={paneRef}
      className={styles['pane']}
      aria-labelledby={headingId}
      data-note-kind={note.kind}
      data-outline={(live && tools.outline) ?? undefined}
      data-review={(live && tools.review) ?? undefined}
    >
      <header className={styles['head']}>
        <h2 id={headingId} className={styles['title']}>
          {KIND_NAMES[note.kind]}
        </h2>
        {!note.mayWrite && note.stages?.stage !== 'final' && (
          <span className={styles['badge']} data-may-comment={mayComment || undefined}>
            {mayComment ? 'View and comment' : 'View only'}
          </span>
        )}
        {renderAside?.(tools.showFirstOpen)}
        <StateChip notice={open.notice} flashes={flashes} />
        <span className={styles['space']} />
        {readers !== '' && <span className={styles['readers']}>{readers}</span>}
        {live && following && (
          <Facepile
            participants={live.participants}
            room={room}
            readers={readers}
            following={following}
            onRemove={mayRemove ? tools.askRemoval : null}
          />
        )}
        {live && <PaneButtons tools={tools} mayWrite={note.mayWrite} mayComment={mayComment} />}
      </header>
      {live && following ? (
        <NoteText
          live={live}
          note={note}
          following={following}
          isEditable={note.mayWrite && open.status === 'open'}
          mayComment={mayComment}
          askName={askName}
          banner={banner}
          paneRef={paneRef}
          tools={tools}
          announce={announce}
        />
      ) : (
        <>
          {banner && <SafetyBanner {...banner} editor={null} />}
          {open.status === 'loading' && <LoadingNote noteId={note.id} />}
        </>
      )}
      {tools.removal !== undefined && (
        <RemoveDialog note={note} sought={tools.removal} onClosed={tools.closeRemoval} />
      )}
      {isTouched && <Hints within={paneRef} />}
      {following && <FollowBanner following={following} />}
      <span className="visually-hidden" aria-live="polite">
        {announcement}
      </span>
    </section>
  )
}

/** What the banner of a pane says, apart from the text that it can rescue. */
export type PaneBanner = Omit<SafetyBannerProps, 'editor'>

function bannerOf(open: OpenNote, note: NoteInfo): PaneBanner | null {
  const base = {
    eventSlug: note.event.slug,
    fileName: `${note.event.slug}-${note.kind}`,
    onStartOver: async () => undefined,
  }
  if (open.status === 'refused') {
    const { reason, action } = explainRefusal(open.refusal, note)
    const isUnsaved = open.notice.tone === 'danger'
    return {
      ...base,
      tone: isUnsaved ? 'danger' : 'warning',
      title: isUnsaved ? 'Not saved: copy your text' : reason,
      detail: isUnsaved ? reason : 'What you see stays here until you leave.',
      action,
      onStartOver: async () => open.live?.discardCopy(),
    }
  }
  if (open.notice.look !== 'unsaved') return largeNoteBanner(open, base)
  return { ...base, tone: 'danger', title: open.notice.text, detail: open.notice.title, action: null }
}

/** In words; whoever wrote when a summary was marked final lost a right, but should know why. */
function explainRefusal(name: RefusalName, { stages }: NoteInfo): Refusal {
  const refusal = refusalOf(name)
  if (stages?.stage !== 'final' || (name !== 'readOnly' && name !== 'editsRefused')) return refusal
  return { ...refusal, reason: `${markedFinal(stages)}.` }
}

/** Warns while there still is room: a note that is full takes nothing more. */
function largeNoteBanner(
  open: OpenNote,
  base: Pick<PaneBanner, 'eventSlug' | 'fileName' | 'onStartOver'>,
): PaneBanner | null {
  if (open.status !== 'open' || !open.room || open.room.bytes === 0) return null
  const percent = Math.min(100, Math.round((100 * open.room.bytes) / open.room.maxBytes))
  return {
    ...base,
    tone: 'warning',
    title: `This note is ${percent} % full`,
    detail: 'Go on in another note, or delete what is not needed: a full note can only be shortened.',
    action: null,
  }
}

/** For who wrote here when somebody marked the summary final and cannot take that back. */
function finalBanner({ stages, event, kind }: NoteInfo): PaneBanner | null {
  if (stages?.stage !== 'final' || stages.next.length > 0) return null
  return {
    eventSlug: event.slug,
    fileName: `${event.slug}-${kind}`,
    onStartOver: async () => undefined,
    tone: 'warning',
    title: markedFinal(stages),
    detail: 'It takes no changes. A lead or an organiser can reopen it.',
    action: null,
  }
}

function markedFinal({ changes }: SummaryStages): string {
  const by = changes.at(-1)?.by
  return `This summary was marked final${by ? ` by ${by}` : ''}`
}

/** Whether the pointer or the focus was ever here, otherwise than by a finger. */
function useTouched(ref: RefObject<HTMLElement | null>): boolean {
  const [isTouched, setTouched] = useState(false)
  useEffect(() => {
    const listeners = new AbortController()
    const isTouch = watchTouch(document, listeners.signal)
    const touch = (): void => {
      if (isTouch()) return
      listeners.abort()
      setTouched(true)
    }
    for (const type of ['pointerover', 'focusin']) {
      ref.current?.addEventListener(type, touch, { signal: listeners.signal })
    }
    return () => listeners.abort()
  }, [ref])
  return isTouched
}

/** Control-S or Command-S asks about saving instead of opening the browser's dialog; counts how often. */
function useSaveKey(onSave: () => void): number {
  const [presses, setPresses] = useState(0)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!isSave || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      setPresses((count) => count + 1)
      onSave()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [onSave])
  return presses
}
