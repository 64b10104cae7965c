import {
  IconChecklist,
  IconDownload,
  IconFileImport,
  IconFileSearch,
  IconGavel,
  IconHistory,
  IconPencil,
  IconPlus,
  IconShare,
  IconTemplate,
  IconTrash,
  IconUserOff,
  IconUsers,
  IconWorldUpload,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { MenuAction } from '../../components/ActionMenu.tsx'
import { PageActions } from '../../components/PageActions.tsx'
import type { EventRights } from '../../components/rights.ts'
import { lazyPart } from '../../components/lazy-part.tsx'

const EventDialog = lazyPart(async () => (await import('./EventDialog.tsx')).EventDialog)
const TemplatesDialog = lazyPart(async () => (await import('./TemplatesDialog.tsx')).TemplatesDialog)
const NamesDialog = lazyPart(async () => (await import('./NamesDialog.tsx')).NamesDialog)
const TrackDialog = lazyPart(async () => (await import('../track/TrackDialog.tsx')).TrackDialog)
const SessionDialog = lazyPart(async () => (await import('../session/SessionDialog.tsx')).SessionDialog)
const ExportDialog = lazyPart(async () => (await import('../share/ExportDialog.tsx')).ExportDialog)
const ShareDialog = lazyPart(async () => (await import('../share/ShareDialog.tsx')).ShareDialog)
const DeleteDialog = lazyPart(async () => (await import('../share/DeleteDialog.tsx')).DeleteDialog)

type OpenDialog = 'edit' | 'names' | 'templates' | 'track' | 'session' | 'export' | 'share' | 'delete' | null

/** What one may do with an event, and the dialogs for it. */
export function EventActions({
  event,
  rights,
}: {
  readonly event: EventDetail
  readonly rights: EventRights
}) {
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const close = () => setDialog(null)
  const main: MenuAction[] = [
    ...(rights.board
      ? [
          {
            label: 'Summaries',
            icon: IconChecklist,
            onSelect: () => navigate(`/e/${event.slug}/summaries`),
          },
        ]
      : []),
    ...(rights.publish
      ? [
          {
            label: 'Publish',
            icon: IconWorldUpload,
            onSelect: () => navigate(`/e/${event.slug}/publish`),
          },
        ]
      : []),
    ...(rights.share ? [{ label: 'Share', icon: IconShare, onSelect: () => setDialog('share') }] : []),
    ...(rights.exportAll
      ? [{ label: 'Export', icon: IconDownload, onSelect: () => setDialog('export') }]
      : []),
    ...(rights.importProgramme
      ? [
          {
            label: 'Import again',
            icon: IconFileImport,
            onSelect: () => navigate(`/e/${event.slug}/import`),
          },
        ]
      : []),
  ]
  const more: MenuAction[] = [
    {
      label: 'Search notes',
      icon: IconFileSearch,
      onSelect: () => navigate(`/e/${event.slug}/search`),
    },
    ...(rights.minutes
      ? [
          {
            label: 'Actions and decisions',
            icon: IconGavel,
            onSelect: () => navigate(`/e/${event.slug}/minutes`),
          },
        ]
      : []),
    ...(rights.people
      ? [{ label: 'People', icon: IconUsers, onSelect: () => navigate(`/e/${event.slug}/people`) }]
      : []),
    ...(rights.audit
      ? [{ label: 'Audit log', icon: IconHistory, onSelect: () => navigate(`/e/${event.slug}/audit`) }]
      : []),
    ...(rights.edit
      ? [
          { label: 'Edit the event', icon: IconPencil, onSelect: () => setDialog('edit') },
          { label: 'What notes begin with', icon: IconTemplate, onSelect: () => setDialog('templates') },
          { label: 'Add a track', icon: IconPlus, onSelect: () => setDialog('track') },
          { label: 'Add a session', icon: IconPlus, onSelect: () => setDialog('session') },
        ]
      : []),
    ...(rights.redactNames
      ? [{ label: 'Remove a name', icon: IconUserOff, onSelect: () => setDialog('names') }]
      : []),
    ...(rights.remove
      ? [{ label: 'Delete the event', icon: IconTrash, onSelect: () => setDialog('delete'), danger: true }]
      : []),
  ]
  return (
    <>
      <PageActions menuLabel="More actions for this event" main={main} more={more} />
      {dialog === 'edit' && <EventDialog event={event} onClosed={close} />}
      {dialog === 'templates' && <TemplatesDialog event={event} onClosed={close} />}
      {dialog === 'names' && <NamesDialog event={event} onClosed={close} />}
      {dialog === 'track' && <TrackDialog slug={event.slug} track={null} seeEmails onClosed={close} />}
      {dialog === 'session' && <SessionDialog event={event} session={null} seeEmails onClosed={close} />}
      {dialog === 'export' && (
        <ExportDialog scope={{ type: 'event', id: event.slug }} title={event.title} onClosed={close} />
      )}
      {dialog === 'share' && (
        <ShareDialog
          event={event}
          choices={[{ type: 'event', id: event.slug, title: event.title, role: event.ownRole }]}
          onClosed={close}
        />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          target={{ type: 'event', id: event.slug, title: event.title }}
          onDeleted={() => navigate('/')}
          onClosed={close}
        />
      )}
    </>
  )
}
