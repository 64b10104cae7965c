import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import type { RefusalAction } from '../collab/refusal.ts'
import { RescueButtons } from './lazy-parts.ts'
import styles from './SafetyBanner.module.css'

export interface SafetyBannerProps {
  readonly tone: 'warning' | 'danger'
  readonly title: string
  readonly detail: string
  /** What helps, if anything but waiting does. */
  readonly action: RefusalAction | null
  readonly eventSlug: string
  readonly fileName: string
  /** The editor with the text to take along; null when there is none. */
  readonly editor: Editor | null
  readonly onStartOver: () => Promise<void>
}

/** Says that work is in danger or that the note can no longer be edited here, and offers the ways out. */
export function SafetyBanner(props: SafetyBannerProps): React.JSX.Element {
  const BannerIcon = props.tone === 'danger' ? IconAlertTriangle : IconPlugConnectedX
  return (
    <div className={styles['banner']} data-tone={props.tone} role="alert">
      <BannerIcon size={20} aria-hidden />
      <div className={styles['words']}>
        <strong>{props.title}</strong>
        <span>{props.detail}</span>
      </div>
      <div className={styles['actions']}>
        {(props.tone === 'danger' || props.action === 'startOver') && props.editor && (
          <RescueButtons editor={props.editor} fileName={props.fileName} />
        )}
        <WayOut {...props} />
      </div>
    </div>
  )
}

function WayOut({ action, eventSlug, onStartOver }: SafetyBannerProps): React.JSX.Element | null {
  switch (action) {
    case null:
      return null
    case 'reload':
      return (
        <Button size="xs" onClick={() => window.location.reload()}>
          Reload
        </Button>
      )
    case 'startOver':
      return (
        <Button size="xs" onClick={() => void onStartOver().then(() => window.location.reload())}>
          Reload without these changes
        </Button>
      )
    case 'leave':
      return (
        <Button size="xs" component="a" href={`/e/${encodeURIComponent(eventSlug)}`}>
          Go to the event
        </Button>
      )
    default:
      return action satisfies never
  }
}
