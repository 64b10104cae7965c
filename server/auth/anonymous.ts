import { colorOf } from '../../shared/domain/palette.ts'
import type { Principal } from './principal.ts'

/** A request without credentials, or with a login that is over. */
export const ANONYMOUS: Principal = {
  kind: 'anonymous',
  actor: null,
  name: null,
  email: null,
  color: colorOf('anonymous'),
  userId: null,
  loginId: null,
  grants: [],
}
