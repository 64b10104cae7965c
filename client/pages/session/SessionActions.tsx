import { IconDownload, IconPencil, IconShare, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { EventDetail, SessionDetail } from '../../../shared/contracts/programme.ts'
import type { MenuAction } from '../../components/ActionMenu.tsx'
import { PageActions } from '../../components/PageActions.tsx'
import type { PartRights } from '../../components/rights.ts'
import type { ShareChoice } from '../share/ShareDialog.tsx'
import { lazyPart } from '../../components/lazy-part.tsx'

const SessionDialog = lazyPart(async () => (await import('./SessionDialog.tsx')).SessionDialog)
const ExportDialog = lazyPart(async () => (await import('../share/ExportDialog.tsx')).ExportDialog)
const ShareDialog = lazyPart(async () => (await import('../share/ShareDialog.tsx')).ShareDialog)
const DeleteDialog = lazyPart(async () => (await import('../share/DeleteDialog.tsx')).DeleteDialog)

/** What one may do with a session, and the dialogs for it. */
export function SessionActions({
  session,
  event,
  rights,
}: {
  readonly session: SessionDetail
  /** Null while it loads. */
  readonly event: EventDetail | null
  readonly rights: PartRights
}) {
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<'edit' | 'share' | 'export' | 'delete' | null>(null)
  const close = () => setDialog(null)
  const main: MenuAction[] = rights.share
    ? [{ label: 'Share', icon: IconShare, onSelect: () => setDialog('share') }]
    : []
  const more: MenuAction[] = [
    { label: 'Export', icon: IconDownload, onSelect: () => setDialog('export') },
    ...(rights.edit && event
      ? [{ label: 'Edit the session', icon: IconPencil, onSelect: () => setDialog('edit') }]
      : []),
    ...(rights.remove
      ? [{ label: 'Delete the session', icon: IconTrash, onSelect: () => setDialog('delete'), danger: true }]
      : []),
  ]
  return (
    <>
      <PageActions menuLabel="More actions for this session" main={main} more={more} />
      {dialog === 'edit' && event && (
        <SessionDialog event={event} session={session} seeEmails={rights.seeEmails} onClosed={close} />
      )}
      {dialog === 'export' && (
        <ExportDialog scope={{ type: 'session', id: session.id }} title={session.title} onClosed={close} />
      )}
      {dialog === 'share' && (
        <ShareDialog event={session.event} choices={shareChoices(session, event)} onClosed={close} />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          target={{ type: 'session', id: session.id, title: session.title }}
          onDeleted={() => navigate(`/e/${session.event.slug}`)}
          onClosed={close}
        />
      )}
    </>
  )
}

/** From the session outwards and inwards; what the asker may not share, the dialog leaves out. */
function shareChoices(session: SessionDetail, event: EventDetail | null): readonly ShareChoice[] {
  const { id, title, role, track, notesId, summaryId } = session
  return [
    { type: 'session', id, title, role },
    { type: 'note', id: notesId, title: `Notes of ${title}`, role },
    { type: 'note', id: summaryId, title: `Summary of ${title}`, role },
    ...(track ? [{ type: 'track', id: track.id, title: track.title, role: track.role } as const] : []),
    ...(event ? [{ type: 'event', id: event.slug, title: event.title, role: event.ownRole } as const] : []),
  ]
}
