import { TrackDetail, type TrackPatch } from '../../shared/contracts/programme.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchTrack(id: string, signal?: AbortSignal): Promise<TrackDetail> {
  return callApi(TrackDetail, { path: pathOf('tracks', id), signal })
}

export function updateTrack(id: string, patch: TrackPatch): Promise<TrackDetail> {
  return callApi(TrackDetail, { method: 'PATCH', path: pathOf('tracks', id), json: patch })
}

export function deleteTrack(id: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('tracks', id) })
}
