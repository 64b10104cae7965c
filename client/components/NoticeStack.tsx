import { Button } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { SECOND_MS } from '../../shared/domain/time.ts'
import { placeNotice, usedControls } from './notice-place.ts'
import classes from './NoticeStack.module.css'
import type { Notice } from './notify.ts'

const GOOD_NEWS_MS = 5 * SECOND_MS
/** Problems are read twice, and what can be done is decided first. */
const LONGER_MS = 12 * SECOND_MS

function show({ tone, title, message, action }: Notice): void {
  const id: string = notifications.show({
    title,
    message: action ? (
      <>
        {message}{' '}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      </>
    ) : (
      message
    ),
    ...(tone === 'good'
      ? // The live region says it; a second voice would say it twice.
        { color: 'lagoon', role: 'status', 'aria-live': 'off' }
      : { color: 'red', role: 'alert' }),
    position: placeNotice({
      controls: usedControls(document),
      height: window.innerHeight,
      seen: window.visualViewport?.height ?? window.innerHeight,
    }),
    autoClose: tone === 'good' && !action ? GOOD_NEWS_MS : LONGER_MS,
    closeButtonProps: { 'aria-label': 'Close this message' },
  })
}

/** The messages themselves. `notices` only grows. */
export function NoticeStack({ notices }: { readonly notices: readonly Notice[] }) {
  const shown = useRef(0)
  useEffect(() => {
    for (const notice of notices.slice(shown.current)) show(notice)
    shown.current = notices.length
  }, [notices])
  return <Notifications className={classes.notices} position="bottom-center" limit={4} />
}
