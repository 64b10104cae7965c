/**
 * The two documents of a session or track: beside each other where both have room, else one at a time. A document
 * that was opened stays open while the other one is looked at.
 */
import { SegmentedControl, Tabs } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { NoteKind } from '../../../shared/contracts/notes.ts'
import { ApiError } from '../../api/http.ts'
import { meQuery, noteQuery } from '../../app/queries.ts'
import { useWidth } from '../../components/use-width.ts'
import { TwinsContext, type Twins } from '../../editor/pull/twins.ts'
import { DocumentPane } from './DocumentPane.tsx'
import { DocumentsMenu } from './DocumentsMenu.tsx'
import classes from './Documents.module.css'
import { NOTE_KIND_NAMES } from './note-words.ts'
import { lazyPart } from '../../components/lazy-part.tsx'

const GuestNameDialog = lazyPart(async () => (await import('../account/GuestNameDialog.tsx')).GuestNameDialog)

/** Below this width (px) two editors beside each other are too narrow to write in. */
const SIDE_BY_SIDE_FROM_PX = 880

const LAYOUTS = [
  { value: 'notes', label: 'Notes' },
  { value: 'both', label: 'Both' },
  { value: 'summary', label: 'Summary' },
] as const
type Layout = (typeof LAYOUTS)[number]['value']

export function Documents({
  notesId,
  summaryId,
  label,
  isPartial,
}: {
  readonly notesId: string
  readonly summaryId: string
  /** What the documents belong to, for screen readers. */
  readonly label: string
  /** Whether the asker has a right on single documents only. */
  readonly isPartial: boolean
}) {
  const me = useQuery(meQuery)
  const [frame, width] = useWidth<HTMLElement>()
  const wide = width >= SIDE_BY_SIDE_FROM_PX
  const [layout, setLayout] = useLocalStorage<Layout>({
    key: 'rapporteur-documents',
    defaultValue: 'both',
    getInitialValueInEffect: false,
  })
  // A link may lead to words in one of them (`?note=summary&find=…`).
  const [search] = useSearchParams()
  const linked = linkedKind(search.get('note'))
  /** Shown beside what was chosen, until something is chosen again. */
  const [beside, setBeside] = useState(linked)
  const [tab, setTab] = useState<NoteKind>(linked ?? 'notes')
  const [readOnly, setReadOnly] = useState(false)
  /** What a guest needs a name for, while it is asked for. */
  const [asksName, setAsksName] = useState<'write' | 'comment' | null>(null)

  const nameless = me.data !== undefined && me.data.name === null && me.data.kind !== 'user'
  const kinds = useReadable({ notes: notesId, summary: summaryId }, isPartial ? linked : null)
  const chosen: readonly NoteKind[] = wide
    ? layout === 'both' || (beside !== null && beside !== layout)
      ? ['notes', 'summary']
      : [layout]
    : [tab]
  const shown = kinds.length === 1 ? kinds : chosen
  // The notes have what may go into the summary, also where that is not open yet.
  const summary = useQuery({ ...noteQuery(summaryId), enabled: kinds.includes('summary') })
  const mayWriteSummary = summary.data?.mayWrite === true && !nameless
  const [wanted, setWanted] = useState<ReadonlySet<NoteKind>>(new Set())
  const twins = useMemo(
    (): Twins => ({
      ids: { notes: notesId, summary: summaryId },
      mayWriteSummary,
      open: (kind) => setWanted((before) => new Set([...before, kind])),
      show: (kind) => {
        setTab(kind)
        setBeside(kind)
      },
    }),
    [notesId, summaryId, mayWriteSummary],
  )
  const pane = (kind: NoteKind) => (
    <DocumentPane
      key={kind}
      kind={kind}
      noteId={kind === 'notes' ? notesId : summaryId}
      visible={shown.includes(kind)}
      wanted={wanted.has(kind)}
      nameless={nameless}
      readOnly={readOnly}
      onAskName={setAsksName}
      // The one that stays when there is room for one only.
      onEnter={() => setTab(kind)}
      sought={kind === linked ? search.get('find') : null}
    />
  )
  return (
    <section
      ref={frame}
      className={classes.documents}
      data-wide={wide || undefined}
      aria-label={`Documents of ${label}`}
    >
      {width > 0 && (
        <div className={classes.bar}>
          {kinds.length === 1 ? null : wide ? (
            <SegmentedControl
              size="xs"
              aria-label="Documents to show"
              data={LAYOUTS.map(({ value, label: text }) => ({ value, label: text }))}
              value={layout}
              onChange={(chosen) => {
                setBeside(null)
                setLayout(chosen)
              }}
            />
          ) : (
            <Tabs
              className={classes.tabs}
              value={tab}
              onChange={(value) => setTab(value === 'summary' ? 'summary' : 'notes')}
            >
              <Tabs.List grow>
                <Tabs.Tab value="notes">{NOTE_KIND_NAMES.notes}</Tabs.Tab>
                <Tabs.Tab value="summary">{NOTE_KIND_NAMES.summary}</Tabs.Tab>
              </Tabs.List>
            </Tabs>
          )}
          <DocumentsMenu ids={{ notes: notesId, summary: summaryId }} shown={shown} />
        </div>
      )}
      {width > 0 && (
        <TwinsContext.Provider value={twins}>
          <div className={classes.panes}>{kinds.map(pane)}</div>
        </TwinsContext.Provider>
      )}
      {asksName && nameless && (
        <GuestNameDialog
          purpose={asksName}
          onClosed={() => setAsksName(null)}
          onRead={() => setReadOnly(true)}
          onNamed={() => setReadOnly(false)}
        />
      )}
    </section>
  )
}

const KINDS = ['notes', 'summary'] as const

/** The documents to show: the one that a link is for, or those that the server does not refuse. */
function useReadable(ids: Readonly<Record<NoteKind, string>>, only: NoteKind | null): readonly NoteKind[] {
  // The panes load these.
  const notes = useQueries({ queries: KINDS.map((kind) => ({ ...noteQuery(ids[kind]), enabled: false })) })
  if (only !== null) return [only]
  const refused = KINDS.filter((_, index) => isForbidden(notes[index]?.error))
  return refused.length === 1 ? KINDS.filter((kind) => !refused.includes(kind)) : KINDS
}

function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'forbidden'
}

function linkedKind(text: string | null): NoteKind | null {
  return text === 'notes' || text === 'summary' ? text : null
}
