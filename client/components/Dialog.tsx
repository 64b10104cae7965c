import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
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
  const [opened, setOpened] = useState(true)
  const [opener] = useState(() => document.activeElement)
  const small = useMediaQuery('(max-width: 40rem)', undefined, { getInitialValueInEffect: false })
  const close = () => setOpened(false)

  function handleClosed() {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    onClosed()
  }

  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      onExitTransitionEnd={handleClosed}
      returnFocus={false}
      size={WIDTHS[size]}
      fullScreen={small}
      centered
      transitionProps={{ transition: 'fade', duration: 120 }}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content>
        {/* The library's own header element would be a second banner of the page. */}
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body className={classes.body}>{children(close)}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

const WIDTHS = { sm: '26rem', md: '36rem', lg: '48rem' } as const
