/** Endpoints of what is made of an event's notes: files, lists, the board and publications. */
import { file, made, ok, type Answer, type Endpoint } from './endpoint.ts'
import { MinutesQuery } from './minutes.ts'
import { ExportQuery } from './publishing.ts'

const MINUTES: Answer = { status: 200, json: 'GatheredMinutes', media: ['text/csv', 'text/markdown'] }
const EXPORT = file('text/markdown', 'text/html', 'text/plain')

export const PUBLISHING_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/events/:slug/publications',
    summary: 'All publications of an event, newest first',
    access: 'event.publish',
    answer: ok('PublicationList'),
  },
  {
    method: 'POST',
    path: '/events/:slug/publications',
    summary: 'Publish an event as it is now, or (dry run) tell what would become public',
    access: 'event.publish',
    body: 'PublicationRequest',
    answer: ok('PublicationReport'),
    problems: ['nothing_to_publish'],
  },
  {
    method: 'POST',
    path: '/publications/:id/withdraw',
    summary: 'Take back the publication that readers see; its files are kept',
    access: 'event.publish',
    answer: ok('PublicationList'),
    problems: ['conflict'],
  },
  {
    method: 'POST',
    path: '/publications/:id/again',
    summary: 'Publish the files of an earlier publication again, as they were',
    access: 'event.publish',
    answer: ok('PublicationList'),
    problems: ['conflict'],
  },
  {
    method: 'POST',
    path: '/notes/:id/errata',
    summary: 'Add a correction to a summary that is final; its text stays as it is',
    access: 'summary.decide',
    body: 'ErratumCreate',
    answer: made('ErratumList'),
    problems: ['conflict'],
  },
  {
    method: 'GET',
    path: '/events/:slug/export',
    summary: 'All notes and summaries of an event as one file',
    access: 'event.export',
    query: ExportQuery,
    answer: EXPORT,
  },
  {
    method: 'GET',
    path: '/tracks/:id/export',
    summary: 'All notes and summaries of a track and its sessions as one file',
    access: 'event.export',
    query: ExportQuery,
    answer: EXPORT,
  },
  {
    method: 'GET',
    path: '/sessions/:id/export',
    summary: 'The notes and the summary of a session as one file',
    access: 'event.export',
    query: ExportQuery,
    answer: EXPORT,
  },
  {
    method: 'GET',
    path: '/exports/:id',
    summary: 'How far a file is that was asked for with this id as its job, and what was wrong in it',
    access: 'anyone',
    answer: ok('ExportProgress'),
  },
  {
    method: 'GET',
    path: '/events/:slug/board',
    summary: 'How far the summaries are that the asker may write, and what they still need',
    access: 'summary.submit',
    answer: ok('SummaryBoard'),
  },
  {
    method: 'GET',
    path: '/events/:slug/minutes',
    summary: 'Actions, decisions, questions and answers of an event, as JSON or as a file',
    access: 'event.export',
    query: MinutesQuery,
    answer: MINUTES,
  },
  {
    method: 'GET',
    path: '/tracks/:id/minutes',
    summary: 'Actions, decisions, questions and answers of a track and its sessions, as JSON or as a file',
    access: 'event.export',
    query: MinutesQuery,
    answer: MINUTES,
  },
  {
    method: 'GET',
    path: '/sessions/:id/minutes',
    summary: 'Actions, decisions, questions and answers of a session, as JSON or as a file',
    access: 'event.export',
    query: MinutesQuery,
    answer: MINUTES,
  },
]
