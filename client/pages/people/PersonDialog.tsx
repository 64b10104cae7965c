import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { RoleCreate, type RoleGiven } from '../../../shared/contracts/roles.ts'
import { roleAllows } from '../../../shared/domain/access.ts'
import { giveRole } from '../../api/roles.ts'
import { peopleQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { rolesToGrant } from '../../components/rights.ts'
import { RoleSelect } from '../../components/RoleSelect.tsx'
import { EditForm } from '../edit/EditForm.tsx'
import { PasswordLinkView } from './PasswordLinkView.tsx'
import { describeHeld } from './held-words.ts'
import { rolePlaces } from './role-places.ts'

const FIELDS = ['email', 'name', 'scope', 'role'] as const

/** Gives somebody a role in an event: whom, what on, which. */
export function PersonDialog({
  event,
  onClosed,
}: {
  readonly event: EventDetail
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const places = rolePlaces(event, event.ownRole)
  const [place, setPlace] = useState(() => places[0])
  const [wantedRole, setWantedRole] = useState('lead')
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const [made, setMade] = useState<RoleGiven | null>(null)
  const giving = useMutation({
    mutationFn: giveRole,
    onSuccess: () => client.invalidateQueries(peopleQuery(event.slug)),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })
  const roles = rolesToGrant(place?.role ?? null)
  const role = roles.find((known) => known === wantedRole) ?? roles[0] ?? 'reader'

  function handleSubmit(close: () => void) {
    const asked = {
      scope: { type: place?.type, id: place?.id },
      role,
      email,
      name: name.trim() === '' ? null : name,
    }
    const checked = checkForm(RoleCreate, asked, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if (!('value' in checked)) return
    giving.mutate(checked.value, {
      onSuccess: (given) => {
        if (given.passwordLink) return setMade(given)
        notifyDone(`${given.person.name} is ${describeHeld(given.person)}.`)
        close()
      },
    })
  }

  return (
    <Dialog title="Add a person" onClosed={onClosed}>
      {(close) =>
        made?.passwordLink ? (
          <PasswordLinkView {...made.person} link={made.passwordLink} onDone={close} />
        ) : (
          <EditForm
            submitLabel="Give the role"
            message={errors.form}
            saving={giving.isPending}
            onSubmit={() => handleSubmit(close)}
            onCancel={close}
          >
            <TextInput
              type="email"
              label="E-mail address"
              description="Of the account that gets the role"
              autoComplete="off"
              data-autofocus
              value={email}
              onChange={(change) => setEmail(change.currentTarget.value)}
              error={errors.email}
            />
            {roleAllows(place?.role ?? null, 'user.create') && (
              <TextInput
                label="Name"
                description="Only needed when nobody has an account with this address: one is made"
                autoComplete="off"
                value={name}
                onChange={(change) => setName(change.currentTarget.value)}
                error={errors.name}
              />
            )}
            <div className={form.pair}>
              <NativeSelect
                label="On"
                value={place?.id ?? ''}
                data={groupsOf(places)}
                onChange={(change) =>
                  setPlace(places.find(({ id }) => id === change.currentTarget.value) ?? places[0])
                }
                error={errors.scope}
              />
              <RoleSelect role={role} roles={roles} onChange={setWantedRole} error={errors.role} />
            </div>
          </EditForm>
        )
      }
    </Dialog>
  )
}

const GROUPS = { event: 'The whole event', track: 'Tracks', session: 'Sessions' } as const

function groupsOf(places: ReturnType<typeof rolePlaces>) {
  return (['event', 'track', 'session'] as const)
    .map((type) => ({
      group: GROUPS[type],
      items: places
        .filter((place) => place.type === type)
        .map(({ id, title }) => ({ value: id, label: title })),
    }))
    .filter(({ items }) => items.length > 0)
}
