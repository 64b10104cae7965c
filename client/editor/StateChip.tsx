import {
  IconAlertTriangle,
  IconBroadcast,
  IconCheck,
  IconCloudOff,
  IconDeviceFloppy,
  IconLoader2,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react'
import type { NoticeLook, SyncNotice } from '../collab/sync-notice.ts'
import styles from './StateChip.module.css'

const ICONS: Readonly<Record<NoticeLook, Icon>> = {
  connecting: IconLoader2,
  live: IconBroadcast,
  saved: IconCheck,
  saving: IconLoader2,
  kept: IconDeviceFloppy,
  unsaved: IconAlertTriangle,
  reconnecting: IconCloudOff,
  reconnected: IconCheck,
  stopped: IconPlugConnectedX,
}

/** Whether the work is safe, in an icon and words. `flashes` grows when somebody asks: the chip then draws the eye. */
export function StateChip({
  notice,
  flashes,
}: {
  readonly notice: SyncNotice
  readonly flashes: number
}): React.JSX.Element {
  const ChipIcon = ICONS[notice.look]
  return (
    <output className={styles['chip']} data-tone={notice.tone} title={notice.title}>
      <span key={flashes} className={styles['inner']} data-flashes={flashes > 0 || undefined}>
        <ChipIcon size={16} stroke={2} aria-hidden />
        <span>{notice.text}</span>
      </span>
    </output>
  )
}
