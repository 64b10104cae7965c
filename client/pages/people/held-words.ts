import type { HeldRole } from '../../../shared/contracts/roles.ts'
import { nameScope, ROLE_NAMES } from '../../../shared/domain/role-words.ts'

/** `lead of the track “BPF”`. */
export function describeHeld({ role, scope, scopeTitle }: HeldRole): string {
  return `${ROLE_NAMES[role]} of ${nameScope(scope.type, scopeTitle)}`
}
