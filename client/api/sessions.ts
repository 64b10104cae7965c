import { SessionDetail, type SessionPatch } from '../../shared/contracts/programme.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchSession(id: string, signal?: AbortSignal): Promise<SessionDetail> {
  return callApi(SessionDetail, { path: pathOf('sessions', id), signal })
}

export function updateSession(id: string, patch: SessionPatch): Promise<SessionDetail> {
  return callApi(SessionDetail, { method: 'PATCH', path: pathOf('sessions', id), json: patch })
}

export function deleteSession(id: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('sessions', id) })
}
