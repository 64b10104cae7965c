/** Set-up, logins and the asker. */
import {
  Me,
  SetupState,
  type LoginRequest,
  type MePatch,
  type SetupRequest,
} from '../../shared/contracts/people.ts'
import { callApi, sendToApi } from './http.ts'

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
