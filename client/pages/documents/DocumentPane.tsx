import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { NoteInfo, NoteKind } from '../../../shared/contracts/notes.ts'
import { SECOND_MS } from '../../../shared/domain/time.ts'
import { meQuery, noteQuery } from '../../app/queries.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { loadNotePane } from '../../editor/load-note-pane.ts'
import classes from './Documents.module.css'
import { ErrataList } from './ErrataList.tsx'
import { StageMenu } from './StageMenu.tsx'
import { NOTE_KIND_NAMES } from './note-words.ts'

const NotePane = lazy(async () => ({ default: (await loadNotePane()).NotePane }))

/** How often rights are asked for again; the note's own connection hears of changes at once. */
const RIGHTS_INTERVAL_MS = 60 * SECOND_MS

interface DocumentPaneProps {
  readonly kind: NoteKind
  readonly noteId: string
  readonly visible: boolean
  /** Needed by the other document, seen or not. */
  readonly wanted: boolean
  /** A guest who has not said yet what to be called. */
  readonly nameless: boolean
  /** Chosen by a guest who would rather not give a name. */
  readonly readOnly: boolean
  readonly onAskName: (purpose: 'write' | 'comment') => void
  /** Somebody works in it. */
  readonly onEnter: () => void
  /** Text that the link to the page leads to. */
  readonly sought: string | null
}

/** One document. It is opened when it is first seen, and stays open from then on. */
export function DocumentPane(props: DocumentPaneProps) {
  const { kind, noteId, visible, wanted, onEnter } = props
  const [opened, setOpened] = useState(visible)
  if ((visible || wanted) && !opened) setOpened(true)
  const note = useQuery({ ...noteQuery(noteId), enabled: opened, refetchInterval: RIGHTS_INTERVAL_MS })
  return (
    <div className={classes.pane} hidden={!visible} data-kind={kind} onFocus={onEnter}>
      {note.data ? (
        <OpenDocument {...props} note={note.data} onRoleChange={() => void note.refetch()} />
      ) : note.isError ? (
        <ErrorState error={note.error} onRetry={() => void note.refetch()} />
      ) : (
        <PaneSkeleton />
      )}
    </div>
  )
}

function OpenDocument({
  note,
  nameless,
  readOnly,
  onAskName,
  onRoleChange,
  sought,
}: DocumentPaneProps & { readonly note: NoteInfo; readonly onRoleChange: () => void }) {
  const me = useQuery(meQuery)
  const asks = note.mayWrite && nameless && !readOnly
  useEffect(() => {
    if (asks) onAskName('write')
    // Asked once when it begins to matter; the button below is there for later.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [asks])

  const askName = useCallback(() => onAskName('comment'), [onAskName])

  if (!me.data) return <PaneSkeleton />
  if (asks) {
    return (
      <div className={classes.ask}>
        <h2 className={classes.title}>{NOTE_KIND_NAMES[note.kind]}</h2>
        <p>Others see who writes here, so you need a name first.</p>
        <Button onClick={() => onAskName('write')}>Give your name</Button>
      </div>
    )
  }
  const held = note.mayWrite && nameless
  return (
    <>
      {held && (
        <p className={classes.readOnly}>
          You are only reading.
          <Button size="compact-sm" variant="default" onClick={() => onAskName('write')}>
            Give your name to write
          </Button>
        </p>
      )}
      <ErrataList errata={note.errata} />
      <Suspense fallback={<PaneSkeleton />}>
        <NotePane
          note={held ? { ...note, mayWrite: false } : note}
          me={me.data}
          onRoleChange={onRoleChange}
          sought={sought}
          askName={nameless ? askName : null}
          isHeld={held}
          renderAside={(showOpen) =>
            note.stages && <StageMenu note={note} stages={note.stages} onShowOpen={showOpen} />
          }
        />
      </Suspense>
    </>
  )
}

function PaneSkeleton() {
  return (
    <section className={classes.loading} aria-busy="true" aria-label="Opening the document">
      <Skeleton height={32} />
      <Skeleton height={14} width="90%" />
      <Skeleton height={14} width="75%" />
      <Skeleton height={14} width="82%" />
    </section>
  )
}
