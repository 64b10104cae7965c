import { ROLES } from '../../../shared/domain/access.ts'
import { ROLE_WORDS } from '../../components/role-words.ts'

export const NO_ROLE = 'none'

/** What a select offers. */
export const SITE_ROLE_CHOICES = [
  { value: NO_ROLE, label: 'None' },
  ...ROLES.map((value) => ({ value, label: `${ROLE_WORDS[value].name}: may ${ROLE_WORDS[value].can}` })),
]
