import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Role } from '../../shared/domain/access.ts'
import { ROLE_WORDS } from './role-words.ts'

/** Chooses a role, and says what it lets somebody do. */
export function RoleSelect({
  role,
  roles,
  onChange,
  error,
}: {
  readonly role: Role
  readonly roles: readonly Role[]
  readonly onChange: (role: string) => void
  readonly error?: ReactNode
}) {
  return (
    <NativeSelect
      label="Role"
      description={`May ${ROLE_WORDS[role].can}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={role}
      data={roles.map((value) => ({ value, label: ROLE_WORDS[value].name }))}
      onChange={(change) => onChange(change.currentTarget.value)}
      error={error}
    />
  )
}
