import { Dialog } from '../../components/Dialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { NameForm } from './NameForm.tsx'

/** Changes one's display name, at any time. */
export function NameDialog({ onClosed }: { readonly onClosed: () => void }) {
  return (
    <Dialog title="Your display name" size="sm" onClosed={onClosed}>
      {(close) => (
        <NameForm
          submitLabel="Save"
          onDone={() => {
            notifyDone('Your display name is changed.')
            close()
          }}
        />
      )}
    </Dialog>
  )
}
