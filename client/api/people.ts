/** Set-up, logins, the asker and their account. */
import {
  Account,
  ProviderDeparture,
  type IdentityRequest,
  type PasswordChange,
  type PasswordMailRequest,
} from '../../shared/contracts/account.ts'
import {
  Me,
  SetupState,
  type LoginRequest,
  type MePatch,
  type SetupRequest,
} from '../../shared/contracts/people.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchSetupState(signal?: AbortSignal): Promise<SetupState> {
  return callApi(SetupState, { path: '/setup', signal })
}

/** Makes the first organiser and signs them in. */
export function setUp(request: SetupRequest): Promise<Me> {
  return callApi(Me, { method: 'POST', path: '/setup', json: request })
}

export function signIn(request: LoginRequest): Promise<Me> {
  return callApi(Me, { method: 'POST', path: '/login', json: request })
}

export function signOut(): Promise<void> {
  return sendToApi({ method: 'DELETE', path: '/login' })
}

export function fetchMe(signal?: AbortSignal): Promise<Me> {
  return callApi(Me, { path: '/me', signal })
}

export function updateMe(patch: MePatch): Promise<Me> {
  return callApi(Me, { method: 'PATCH', path: '/me', json: patch })
}

export function fetchAccount(signal?: AbortSignal): Promise<Account> {
  return callApi(Account, { path: '/me/account', signal })
}

export function changePassword(change: PasswordChange): Promise<void> {
  return sendToApi({ method: 'PUT', path: '/me/password', json: change })
}

/** Where to send the browser, so that the account is connected with whoever it comes back as. */
export function beginConnecting(request: IdentityRequest): Promise<ProviderDeparture> {
  return callApi(ProviderDeparture, { method: 'POST', path: '/me/identity', json: request })
}

/** Also ends all other logins of the account. */
export function disconnectIdentity(): Promise<void> {
  return sendToApi({ method: 'DELETE', path: '/me/identity' })
}

/** Ends one login of the account, or (null) all but this browser's. */
export function endLogin(id: string | null): Promise<void> {
  return sendToApi({ method: 'DELETE', path: id === null ? '/me/logins' : pathOf('me', 'logins', id) })
}

export function askForPasswordMail(request: PasswordMailRequest): Promise<void> {
  return sendToApi({ method: 'POST', path: '/password-mails', json: request })
}
