import { IconDownload, IconFileImport, IconHistory } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteInfo, NoteKind } from '../../../shared/contracts/notes.ts'
import { noteQuery } from '../../app/queries.ts'
import { ActionMenu, actionEntries } from '../../components/ActionMenu.tsx'
import type { MenuEntry } from '../../components/MenuButton.tsx'
import { NOTE_KIND_NAMES } from './note-words.ts'
import { lazyPart } from '../../components/lazy-part.tsx'

const HistoryDialog = lazyPart(async () => (await import('./HistoryDialog.tsx')).HistoryDialog)
const NoteImportDialog = lazyPart(async () => (await import('./NoteImportDialog.tsx')).NoteImportDialog)
const NoteDownloadDialog = lazyPart(async () => (await import('./NoteDownloadDialog.tsx')).NoteDownloadDialog)

interface OpenDialog {
  readonly name: 'history' | 'import' | 'download'
  readonly note: NoteInfo
}

function timeLinePath({ event, track, session, kind }: NoteInfo): string {
  const owner = session ? `s/${session.id}` : `t/${track?.id ?? ''}`
  return `/e/${event.slug}/${owner}/history?note=${kind}`
}

/** What can be done with a whole document, for those that are on screen. */
export function DocumentsMenu({
  ids,
  shown,
}: {
  readonly ids: Readonly<Record<NoteKind, string>>
  readonly shown: readonly NoteKind[]
}) {
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = () => setDialog(null)
  // The panes load these; the menu has what is there.
  const notes = useQueries({ queries: shown.map((kind) => ({ ...noteQuery(ids[kind]), enabled: false })) })
  const loaded = notes.flatMap(({ data }) => data ?? [])
  if (loaded.length === 0) return null
  return (
    <>
      <ActionMenu
        label="Actions for whole documents"
        entries={loaded.flatMap((note): readonly MenuEntry[] => [
          { kind: 'heading', label: NOTE_KIND_NAMES[note.kind] },
          ...actionEntries([
            { label: 'Download', icon: IconDownload, onSelect: () => setDialog({ name: 'download', note }) },
            ...(note.mayWrite
              ? [
                  {
                    label: 'Import a file',
                    icon: IconFileImport,
                    onSelect: () => setDialog({ name: 'import', note }),
                  },
                ]
              : []),
            // The time line is for those who write; it shows what was deleted, too.
            ...(note.mayWrite
              ? []
              : [
                  {
                    label: 'Who wrote when',
                    icon: IconHistory,
                    onSelect: () => setDialog({ name: 'history', note }),
                  },
                ]),
          ]),
          ...(note.mayWrite
            ? [{ kind: 'link' as const, label: 'Time line', icon: IconHistory, href: timeLinePath(note) }]
            : []),
        ])}
      />
      {dialog?.name === 'history' && <HistoryDialog note={dialog.note} onClosed={close} />}
      {dialog?.name === 'import' && <NoteImportDialog note={dialog.note} onClosed={close} />}
      {dialog?.name === 'download' && <NoteDownloadDialog note={dialog.note} onClosed={close} />}
    </>
  )
}
