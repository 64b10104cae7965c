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
  stuck: IconDeviceFloppy,
  kept: IconDeviceFloppy,
  unsaved: IconAlertTriangle,
  reconnecting: IconCloudOff,
  reconnected: IconCheck,
  stopped: IconPlugConnectedX,
}

/** Numbers change with every keystroke; they are seen, but a screen reader must not say the whole line each time. */
function withSilentNumbers(text: string): readonly React.ReactNode[] {
  return text.split(/(\d+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key="number" aria-hidden>
        {part}
      </span>
    ),
  )
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
    <output className={styles['chip']} data-tone={notice.tone} data-look={notice.look} title={notice.title}>
      <span key={flashes} className={styles['inner']} data-flashes={flashes > 0 || undefined}>
        <ChipIcon size={16} stroke={2} aria-hidden />
        <span>{withSilentNumbers(notice.text)}</span>
      </span>
    </output>
  )
}
