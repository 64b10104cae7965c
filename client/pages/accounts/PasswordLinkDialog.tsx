import { useMutation } from '@tanstack/react-query'
import type { User } from '../../../shared/contracts/roles.ts'
import { makePasswordLink } from '../../api/roles.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { explainError } from '../../components/explain-error.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { PasswordLinkView } from '../people/PasswordLinkView.tsx'

/** Makes a link that sets an account's password, for somebody who has none or forgot it. */
export function PasswordLinkDialog({
  user,
  onClosed,
}: {
  readonly user: User
  readonly onClosed: () => void
}) {
  const making = useMutation({ mutationFn: () => makePasswordLink(user.id) })
  return (
    <Dialog title="Link to set a password" onClosed={onClosed}>
      {(close) =>
        making.data ? (
          <PasswordLinkView name={user.name} link={making.data} onDone={close} />
        ) : (
          <EditForm
            submitLabel="Make the link"
            message={making.isError ? explainError(making.error).detail : undefined}
            saving={making.isPending}
            onSubmit={() => making.mutate()}
            onCancel={close}
          >
            <p>
              Whoever has it sets a new password for the account of <strong>{user.name}</strong>, once and
              within a day. A link that was made before ends.
            </p>
          </EditForm>
        )
      }
    </Dialog>
  )
}
