import { NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { makePasswordLink } from '../../api/roles.ts'
import { meQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { explainError } from '../../components/explain-error.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { PasswordLinkView } from './PasswordLinkView.tsx'

type Way = 'mail' | 'hand'

/**
 * Makes a link that sets an account's password, for somebody who has none or forgot it. Where the server sends mail only
 * organisers of the site may see it.
 */
export function PasswordLinkDialog({
  person,
  onClosed,
}: {
  readonly person: { readonly userId: string; readonly name: string; readonly email: string | null }
  readonly onClosed: () => void
}) {
  const me = useQuery(meQuery)
  const sendsMail = me.data?.sendsMail ?? false
  const mayChoose = sendsMail && (me.data?.mayManageUsers ?? false)
  const [chosen, setChosen] = useState<Way>('mail')
  const by = sendsMail ? chosen : 'hand'
  const { userId, name, email } = person
  const making = useMutation({ mutationFn: () => makePasswordLink(userId, by) })
  return (
    <Dialog title="Link to set a password" onClosed={onClosed}>
      {(close) =>
        making.data ? (
          <PasswordLinkView name={name} email={email} link={making.data} onDone={close} />
        ) : (
          <EditForm
            submitLabel={by === 'mail' ? 'Send the link' : 'Make the link'}
            message={making.isError ? explainError(making.error).detail : undefined}
            saving={making.isPending}
            onSubmit={() => making.mutate()}
            onCancel={close}
          >
            <p>
              It sets the password of the account of <strong>{name}</strong>, once. A link that was made
              before ends.
              {by === 'mail' && (
                <> It is sent to {email ?? 'the address of the account'}, and shown to nobody else.</>
              )}
            </p>
            {mayChoose && (
              <NativeSelect
                label="How it gets there"
                value={chosen}
                data={[
                  { value: 'mail', label: 'By mail' },
                  { value: 'hand', label: 'Show it to me, and I hand it over' },
                ]}
                onChange={({ currentTarget }) => setChosen(currentTarget.value === 'hand' ? 'hand' : 'mail')}
              />
            )}
          </EditForm>
        )
      }
    </Dialog>
  )
}
