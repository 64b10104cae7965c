import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState, type ReactNode } from 'react'
import classes from './Dialog.module.css'

/**
 * A modal dialog: covers the whole of a phone, gives focus back to what opened it. It opens when it is mounted;
 * `onClosed` comes after it has left the screen, and is the moment to unmount it.
 */
export function Dialog({
  title,
  size = 'md',
  onClosed,
  children,
}: {
  readonly title: string
  readonly size?: 'sm' | 'md' | 'lg'
  readonly onClosed: () => void
  /** Gets the function that closes the dialog. */
  readonly children: (close: () => void) => ReactNode
}) {
  // The modal notes what had focus when `opened` changes, so it has to start closed.
  const [opened, setOpened] = useState(false)
  useEffect(() => setOpened(true), [])
  const small = useMediaQuery('(max-width: 40rem)', undefined, { getInitialValueInEffect: false })
  const close = () => setOpened(false)
  return (
    <Modal
      opened={opened}
      onClose={close}
      onExitTransitionEnd={onClosed}
      title={title}
      size={WIDTHS[size]}
      fullScreen={small}
      centered
      overlayProps={{ backgroundOpacity: 0.45 }}
      transitionProps={{ transition: 'fade', duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
    >
      {children(close)}
    </Modal>
  )
}

const WIDTHS = { sm: '26rem', md: '36rem', lg: '48rem' } as const
