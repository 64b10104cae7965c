import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { User } from '../../../shared/contracts/roles.ts'
import { ROLES } from '../../../shared/domain/access.ts'
import { giveRole, takeRole } from '../../api/roles.ts'
import { usersQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { NO_ROLE, SITE_ROLE_CHOICES } from './site-roles.ts'

const SITE = { type: 'site', id: '' } as const

/** Gives or takes the role that an account has on the whole site. */
export function SiteRoleDialog({ user, onClosed }: { readonly user: User; readonly onClosed: () => void }) {
  const client = useQueryClient()
  const before = user.roles.find(({ scope }) => scope.type === 'site')?.role ?? NO_ROLE
  const [chosen, setChosen] = useState<string>(before)
  const changing = useMutation({
    mutationFn: async () => {
      const role = ROLES.find((known) => known === chosen)
      if (chosen === before) return
      await (role === undefined
        ? takeRole(user.id, SITE)
        : giveRole({ scope: SITE, role, email: user.email }))
      notifyDone(`The role of ${user.name} is changed.`)
      await client.invalidateQueries(usersQuery)
    },
  })
  return (
    <Dialog title={`Role of ${user.name}`} onClosed={onClosed}>
      {(close) => (
        <EditForm
          submitLabel="Save"
          message={changing.isError ? explainError(changing.error).detail : undefined}
          saving={changing.isPending}
          onSubmit={() => changing.mutate(undefined, { onSuccess: close })}
          onCancel={close}
        >
          <NativeSelect
            label="Role on the whole site"
            description="It holds in every event"
            data-autofocus
            value={chosen}
            data={SITE_ROLE_CHOICES}
            onChange={(change) => setChosen(change.currentTarget.value)}
          />
        </EditForm>
      )}
    </Dialog>
  )
}
