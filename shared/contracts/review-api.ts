/** The endpoints of reviewing (stages, comments, suggestions), a part of the list in api.ts. */
import type { Endpoint } from './endpoint.ts'

const THREAD = { status: 200, json: 'ReviewThread' } as const
const NEW_THREAD = { status: 201, json: 'ReviewThread' } as const

export const REVIEW_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'PUT',
    path: '/notes/:id/stage',
    summary: 'Say how far a summary is; a final one takes no changes until it is reopened',
    access: 'summary.submit',
    body: 'StageRequest',
    answer: { status: 200, json: 'SummaryStages' },
    problems: ['conflict'],
  },
  {
    method: 'POST',
    path: '/events/:slug/reminders',
    summary: 'Remind the leads by mail of the summaries that are due; once an hour at most',
    access: 'programme.edit',
    answer: { status: 200, json: 'RemindersSent' },
    problems: ['conflict'],
  },
  {
    method: 'GET',
    path: '/notes/:id/threads',
    summary: 'Comments and suggestions on a note',
    access: 'note.comment',
    answer: { status: 200, json: 'ThreadList' },
  },
  {
    method: 'POST',
    path: '/notes/:id/threads',
    summary: 'Comment on a passage of a note, or suggest other words for it',
    access: 'note.comment',
    body: 'ThreadCreate',
    answer: NEW_THREAD,
    problems: ['conflict', 'suggestion_changed', 'too_many_comments'],
  },
  {
    method: 'POST',
    path: '/threads/:id/comments',
    summary: 'Answer in a thread',
    access: 'note.comment',
    body: 'CommentCreate',
    answer: NEW_THREAD,
    problems: ['too_many_comments'],
  },
  {
    method: 'PUT',
    path: '/threads/:id/state',
    summary: 'Resolve a comment, reject a suggestion, or open either again',
    access: 'note.comment',
    body: 'ThreadStateRequest',
    answer: THREAD,
    problems: ['conflict'],
  },
  {
    method: 'POST',
    path: '/threads/:id/accept',
    summary: 'Put the words of a suggestion in place of those that it is about',
    access: 'note.write',
    answer: THREAD,
    problems: ['conflict', 'suggestion_changed'],
  },
  {
    method: 'PATCH',
    path: '/comments/:id',
    summary: 'Change one’s own comment',
    access: 'note.comment',
    body: 'CommentPatch',
    answer: THREAD,
  },
  {
    method: 'DELETE',
    path: '/comments/:id',
    summary: 'Delete a comment; a thread that says nothing any more goes with it',
    access: 'note.comment',
    answer: { status: 204 },
  },
]
