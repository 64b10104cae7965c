import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NewUser } from '../../../shared/contracts/roles.ts'
import { makeUser } from '../../api/roles.ts'
import { usersQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { PasswordLinkView } from '../people/PasswordLinkView.tsx'
import { NO_ROLE, SITE_ROLE_CHOICES } from './site-roles.ts'

const FIELDS = ['name', 'email', 'role'] as const

/** Makes an account, and tells what became of the link that sets its password. */
export function NewAccountDialog({ onClosed }: { readonly onClosed: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState(NO_ROLE)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const making = useMutation({
    mutationFn: makeUser,
    onSuccess: () => client.invalidateQueries(usersQuery),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit() {
    const checked = checkForm(NewUser, { name, email, role: role === NO_ROLE ? null : role }, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) making.mutate(checked.value)
  }

  return (
    <Dialog title="Make an account" onClosed={onClosed}>
      {(close) =>
        making.data ? (
          <PasswordLinkView {...making.data.user} link={making.data.passwordLink} onDone={close} />
        ) : (
          <EditForm
            submitLabel="Make the account"
            message={errors.form}
            saving={making.isPending}
            onSubmit={handleSubmit}
            onCancel={close}
          >
            <TextInput
              label="Name"
              autoComplete="off"
              data-autofocus
              value={name}
              onChange={(change) => setName(change.currentTarget.value)}
              error={errors.name}
            />
            <TextInput
              type="email"
              label="E-mail address"
              autoComplete="off"
              value={email}
              onChange={(change) => setEmail(change.currentTarget.value)}
              error={errors.email}
            />
            <NativeSelect
              label="Role on the whole site"
              description="Roles in one event are given on its page of people"
              value={role}
              data={SITE_ROLE_CHOICES}
              onChange={(change) => setRole(change.currentTarget.value)}
              error={errors.role}
            />
          </EditForm>
        )
      }
    </Dialog>
  )
}
