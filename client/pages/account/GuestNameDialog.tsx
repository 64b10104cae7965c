import { Button } from '@mantine/core'
import { Dialog } from '../../components/Dialog.tsx'
import { announce } from '../../components/announce.ts'
import { NameForm } from './NameForm.tsx'

/** Asks a guest for a name before the first keystroke, or the first comment; reading needs none. */
export function GuestNameDialog({
  purpose,
  onNamed,
  onRead,
  onClosed,
}: {
  readonly purpose: 'write' | 'comment'
  readonly onNamed: () => void
  readonly onRead: () => void
  readonly onClosed: () => void
}) {
  return (
    <Dialog title="What should others call you?" size="sm" onClosed={onClosed}>
      {(close) => (
        <NameForm
          submitLabel={purpose === 'write' ? 'Start writing' : 'Comment by this name'}
          otherAction={
            <Button
              variant="default"
              onClick={() => {
                if (purpose === 'write') onRead()
                close()
              }}
            >
              {purpose === 'write' ? 'Just read' : 'Not now'}
            </Button>
          }
          onDone={() => {
            if (purpose === 'write') announce('You can write now.')
            onNamed()
            close()
          }}
        />
      )}
    </Dialog>
  )
}
