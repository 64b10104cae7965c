/** Comments and suggestions on a note. They never are in its document. */
import {
  ReviewThread,
  ThreadList,
  type ThreadCreate,
  type ThreadStateRequest,
} from '../../shared/contracts/review.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchThreads(noteId: string, signal?: AbortSignal): Promise<ThreadList> {
  return callApi(ThreadList, { path: pathOf('notes', noteId, 'threads'), signal })
}

export function openThread(noteId: string, thread: ThreadCreate): Promise<ReviewThread> {
  return callApi(ReviewThread, { method: 'POST', path: pathOf('notes', noteId, 'threads'), json: thread })
}

export function addComment(threadId: string, text: string): Promise<ReviewThread> {
  return callApi(ReviewThread, {
    method: 'POST',
    path: pathOf('threads', threadId, 'comments'),
    json: { text },
  })
}

export function setThreadState(threadId: string, request: ThreadStateRequest): Promise<ReviewThread> {
  return callApi(ReviewThread, { method: 'PUT', path: pathOf('threads', threadId, 'state'), json: request })
}

/** Puts the words of a suggestion into the text. */
export function acceptSuggestion(threadId: string): Promise<ReviewThread> {
  return callApi(ReviewThread, { method: 'POST', path: pathOf('threads', threadId, 'accept') })
}

export function editComment(commentId: string, text: string): Promise<ReviewThread> {
  return callApi(ReviewThread, { method: 'PATCH', path: pathOf('comments', commentId), json: { text } })
}

export function deleteComment(commentId: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('comments', commentId) })
}
