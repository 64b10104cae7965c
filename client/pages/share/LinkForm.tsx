import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { LinkCreate, type LinkCreated } from '../../../shared/contracts/people.ts'
import type { EventSummary } from '../../../shared/contracts/programme.ts'
import { createLink } from '../../api/links.ts'
import { linksQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { rolesToGrant } from '../../components/rights.ts'
import { RoleSelect } from '../../components/RoleSelect.tsx'
import { useClock } from '../../components/use-clock.ts'
import type { ShareChoice } from './ShareDialog.tsx'
import classes from './ShareDialog.module.css'
import { describeTerms, EXPIRY_NAMES, expiryChoices, expiryInstant, type ExpiryChoice } from './link-terms.ts'

const FIELDS = ['scope', 'role', 'expiresAt', 'password', 'label'] as const

/** The terms of a new link, and what they mean as a sentence. */
export function LinkForm({
  event,
  choices,
  onCreated,
  onCancel,
}: {
  readonly event: EventSummary
  /** At least one; each with a role that may be passed on. */
  readonly choices: readonly ShareChoice[]
  readonly onCreated: (link: LinkCreated) => void
  readonly onCancel: () => void
}) {
  const client = useQueryClient()
  const nowMs = useClock()
  const [scopeIndex, setScopeIndex] = useState(0)
  const [wantedRole, setWantedRole] = useState('scribe')
  const offered = expiryChoices(event, nowMs)
  const [expiry, setExpiry] = useState<ExpiryChoice>(() => offered[0] ?? 'week')
  const [date, setDate] = useState('')
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const creating = useMutation({
    mutationFn: createLink,
    onSuccess: async (link) => {
      onCreated(link)
      await client.invalidateQueries(linksQuery(event.slug))
    },
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  const scope = choices[scopeIndex] ?? choices[0]
  if (!scope) return <p>Your role does not let you hand out links here.</p>
  const roles = rolesToGrant(scope.role)
  const role = roles.find((known) => known === wantedRole) ?? roles.at(-1) ?? 'reader'
  const terms = describeTerms(role, scope.type, scope.title)

  function handleSubmit(submitted: FormEvent<HTMLFormElement>) {
    submitted.preventDefault()
    const fields = new FormData(submitted.currentTarget)
    const expiresAt = expiryInstant({ choice: expiry, date, event, nowMs })
    if (expiresAt === undefined) {
      setErrors({ expiresAt: 'Expected a day that is not over.' })
      return
    }
    const text = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' && value.trim() !== '' ? value : null
    }
    const checked = checkForm(
      LinkCreate,
      {
        scope: { type: scope?.type, id: scope?.id },
        role,
        expiresAt,
        password: text('password'),
        label: text('label')?.trim() ?? null,
      },
      FIELDS,
    )
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) creating.mutate(checked.value)
  }

  return (
    <form className={form.form} onSubmit={handleSubmit} noValidate>
      <p className={classes.sentence} aria-live="polite">
        Anyone with the link can <strong>{terms.verb}</strong> {terms.object}.
      </p>
      <div className={form.pair}>
        {choices.length > 1 && (
          <NativeSelect
            label="What"
            value={String(scopeIndex)}
            data={choices.map(({ title }, index) => ({ value: String(index), label: title }))}
            onChange={(change) => setScopeIndex(Number(change.currentTarget.value))}
            error={errors.scope}
          />
        )}
        <RoleSelect role={role} roles={roles} onChange={setWantedRole} error={errors.role} />
      </div>
      <div className={form.pair}>
        <NativeSelect
          label="Ends"
          value={expiry}
          data={offered.map((value) => ({ value, label: EXPIRY_NAMES[value] }))}
          onChange={(change) => {
            setExpiry(offered.find((choice) => choice === change.currentTarget.value) ?? 'week')
            setErrors({})
          }}
          error={expiry === 'date' ? undefined : errors.expiresAt}
        />
        {expiry === 'date' && (
          <TextInput
            type="date"
            label="Last day"
            value={date}
            onChange={(change) => setDate(change.currentTarget.value)}
            error={errors.expiresAt}
          />
        )}
      </div>
      <div className={form.pair}>
        <TextInput
          name="label"
          label="Label (optional)"
          description="For your own list, e.g. “slide in hall 2”"
          autoComplete="off"
          error={errors.label}
        />
        <PasswordInput
          name="password"
          label="Password (optional)"
          description="Asked for when the link is opened"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you typed' }}
          error={errors.password}
        />
      </div>
      <FormMessage message={errors.form} />
      <div className={form.actions}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={creating.isPending}>
          Make the link
        </Button>
      </div>
    </form>
  )
}
