import { Button } from '@mantine/core'
import { Dialog } from '../../components/Dialog.tsx'
import { announce } from '../../components/announce.ts'
import { NameForm } from './NameForm.tsx'

/** Asks a guest for a name before the first keystroke; reading needs none. */
export function GuestNameDialog({
  onNamed,
  onRead,
  onClosed,
}: {
  readonly onNamed: () => void
  readonly onRead: () => void
  readonly onClosed: () => void
}) {
  return (
    <Dialog title="What should others call you?" size="sm" onClosed={onClosed}>
      {(close) => (
        <NameForm
          submitLabel="Start writing"
          otherAction={
            <Button
              variant="default"
              onClick={() => {
                onRead()
                close()
              }}
            >
              Just read
            </Button>
          }
          onDone={() => {
            announce('You can write now.')
            onNamed()
            close()
          }}
        />
      )}
    </Dialog>
  )
}
