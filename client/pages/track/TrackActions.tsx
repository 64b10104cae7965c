import { IconDownload, IconPencil, IconShare, IconTrash, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { EventDetail, TrackDetail } from '../../../shared/contracts/programme.ts'
import type { MenuAction } from '../../components/ActionMenu.tsx'
import { PageActions } from '../../components/PageActions.tsx'
import type { PartRights } from '../../components/rights.ts'
import type { ShareChoice } from '../share/ShareDialog.tsx'
import { lazyPart } from '../../components/lazy-part.tsx'

const TrackDialog = lazyPart(async () => (await import('./TrackDialog.tsx')).TrackDialog)
const ExportDialog = lazyPart(async () => (await import('../share/ExportDialog.tsx')).ExportDialog)
const ShareDialog = lazyPart(async () => (await import('../share/ShareDialog.tsx')).ShareDialog)
const DeleteDialog = lazyPart(async () => (await import('../share/DeleteDialog.tsx')).DeleteDialog)

/** What one may do with a track, and the dialogs for it. */
export function TrackActions({
  track,
  event,
  rights,
}: {
  readonly track: TrackDetail
  /** Null while it loads. */
  readonly event: EventDetail | null
  readonly rights: PartRights
}) {
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<'edit' | 'share' | 'export' | 'delete' | null>(null)
  const close = () => setDialog(null)
  const { slug } = track.event
  const main: MenuAction[] = rights.share
    ? [{ label: 'Share', icon: IconShare, onSelect: () => setDialog('share') }]
    : []
  const more: MenuAction[] = [
    { label: 'Export', icon: IconDownload, onSelect: () => setDialog('export') },
    ...(rights.share
      ? [{ label: 'People', icon: IconUsers, onSelect: () => navigate(`/e/${slug}/people`) }]
      : []),
    ...(rights.edit
      ? [{ label: 'Edit the track', icon: IconPencil, onSelect: () => setDialog('edit') }]
      : []),
    ...(rights.remove
      ? [{ label: 'Delete the track', icon: IconTrash, onSelect: () => setDialog('delete'), danger: true }]
      : []),
  ]
  const { id, title, role, notesId, summaryId } = track
  const choices: readonly ShareChoice[] = [
    { type: 'track', id, title, role },
    { type: 'note', id: notesId, title: `Notes of ${title}`, role },
    { type: 'note', id: summaryId, title: `Summary of ${title}`, role },
    ...(event ? [{ type: 'event', id: event.slug, title: event.title, role: event.ownRole } as const] : []),
  ]
  return (
    <>
      <PageActions menuLabel="More actions for this track" main={main} more={more} />
      {dialog === 'edit' && (
        <TrackDialog slug={slug} track={track} seeEmails={rights.seeEmails} onClosed={close} />
      )}
      {dialog === 'export' && <ExportDialog scope={{ type: 'track', id }} title={title} onClosed={close} />}
      {dialog === 'share' && <ShareDialog event={track.event} choices={choices} onClosed={close} />}
      {dialog === 'delete' && (
        <DeleteDialog
          target={{ type: 'track', id, title }}
          onDeleted={() => navigate(`/e/${slug}`)}
          onClosed={close}
        />
      )}
    </>
  )
}
