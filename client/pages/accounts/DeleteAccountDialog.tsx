import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { User } from '../../../shared/contracts/roles.ts'
import { deleteUser } from '../../api/roles.ts'
import { usersQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'

/** Deletes an account after a confirmation. */
export function DeleteAccountDialog({
  user,
  onClosed,
}: {
  readonly user: User
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => deleteUser(user.id),
    onSuccess: async () => {
      notifyDone(`The account of ${user.name} is deleted.`)
      await client.invalidateQueries(usersQuery)
    },
  })
  return (
    <Dialog title="Delete this account?" size="sm" onClosed={onClosed}>
      {(close) => (
        <div className={form.form}>
          <p>
            <strong>{user.name}</strong> ({user.email}) is signed out everywhere and loses every role. What
            was written under this name stays.
          </p>
          <FormMessage message={deleting.isError ? explainError(deleting.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" data-autofocus onClick={close}>
              Keep
            </Button>
            <Button
              color="red"
              loading={deleting.isPending}
              onClick={() => deleting.mutate(undefined, { onSuccess: close })}
            >
              Delete the account
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
