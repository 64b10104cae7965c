/** Accounts and the roles that they hold. */
import { PasswordLink } from '../../shared/contracts/account.ts'
import {
  EventPeople,
  RoleGiven,
  UserList,
  UserMade,
  type HeldRole,
  type NewUser,
  type RoleCreate,
} from '../../shared/contracts/roles.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchPeople(eventSlug: string, signal?: AbortSignal): Promise<EventPeople> {
  return callApi(EventPeople, { path: pathOf('events', eventSlug, 'people'), signal })
}

/** The answer may hold a link to set a password, which the server does not keep. */
export function giveRole(role: RoleCreate): Promise<RoleGiven> {
  return callApi(RoleGiven, { method: 'POST', path: '/roles', json: role })
}

export function takeRole(userId: string, { type, id }: HeldRole['scope']): Promise<void> {
  return sendToApi({
    method: 'DELETE',
    path: pathOf('roles', userId, type === 'site' ? 'site' : `${type}:${id}`),
  })
}

export function fetchUsers(signal?: AbortSignal): Promise<UserList> {
  return callApi(UserList, { path: '/users', signal })
}

export function makeUser(user: NewUser): Promise<UserMade> {
  return callApi(UserMade, { method: 'POST', path: '/users', json: user })
}

export function deleteUser(id: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('users', id) })
}

/** A link made before for the same account ends. `mail`: to the account's address and nowhere else. */
export function makePasswordLink(userId: string, by: 'mail' | 'hand'): Promise<PasswordLink> {
  return callApi(PasswordLink, {
    method: 'POST',
    path: `${pathOf('users', userId, 'password-links')}?by=${by}`,
  })
}
