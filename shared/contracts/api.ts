/**
 * Every endpoint below `/api/v1` as data: what it takes, what it answers, who may use it. `openapi.json` is made from
 * this list and a test compares it with the routers, so it cannot drift from what the server does.
 */
import * as z from 'zod/mini'
import { ACCOUNT_ENDPOINTS } from './account-api.ts'
import { PROGRAMME_FORMATS } from './programme.ts'
import { DONE, file, made, ok, type Endpoint } from './endpoint.ts'
import { GUEST_ENDPOINTS } from './guests-api.ts'
import { IMAGE_TYPES } from './images.ts'
import { LiveQuery } from './live.ts'
import { CONTENT_FORMATS, NOTE_IMPORT_FORMATS } from './notes.ts'
import { NAME_ENDPOINTS } from './names-api.ts'
import { PUBLISHING_ENDPOINTS } from './publishing-api.ts'
import { REVIEW_ENDPOINTS } from './review-api.ts'
import { RIGHTS_ENDPOINTS } from './rights-api.ts'
import { SEARCH_ENDPOINTS } from './search-api.ts'

/** Where every path of this list begins. */
export const API_ROOT = '/api/v1'

export const LinkListQuery = z.strictObject({ event: z.string() })
export const ProgrammeQuery = z.strictObject({
  format: z._default(z.enum(['auto', ...PROGRAMME_FORMATS]), 'auto'),
  /** `1` or `true`: only report what the import would do. */
  dryRun: z._default(z.enum(['0', '1', 'false', 'true']), '0'),
})
export const ContentQuery = z.strictObject({ format: z._default(z.enum(CONTENT_FORMATS), 'md') })
export const NoteImportQuery = z.strictObject({ format: z._default(z.enum(NOTE_IMPORT_FORMATS), 'auto') })
export const StateQuery = z.strictObject({ written: z._default(z.enum(['0', '1']), '0') })
/** `after`: a place in the time line, 0 for all. */
export const WritersQuery = z.strictObject({
  after: z._default(z.string().check(z.regex(/^\d{1,15}$/, 'expected a place in the time line')), '0'),
})
/** `q`: text that has to be in a passage. */
export const DeletedQuery = z.strictObject({ q: z._default(z.string().check(z.maxLength(200)), '') })

export const ENDPOINTS: readonly Endpoint[] = [
  ...PUBLISHING_ENDPOINTS,
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description of the API',
    access: 'anyone',
    answer: file('application/json'),
  },
  {
    method: 'GET',
    path: '/setup',
    summary: 'Whether the server still needs its first organiser',
    access: 'anyone',
    answer: ok('SetupState'),
  },
  {
    method: 'POST',
    path: '/setup',
    summary: 'Make the first organiser, with the secret that the server printed, and sign in',
    access: 'anyone',
    body: 'SetupRequest',
    answer: ok('Me'),
    problems: ['setup_done', 'forbidden'],
  },
  {
    method: 'POST',
    path: '/login',
    summary: 'Sign in with e-mail and password; sets the login cookie',
    access: 'anyone',
    body: 'LoginRequest',
    answer: ok('Me'),
    problems: ['wrong_password'],
  },
  {
    method: 'DELETE',
    path: '/login',
    summary: 'Sign out; ends the connections of this browser',
    access: 'anyone',
    answer: DONE,
  },
  { method: 'GET', path: '/me', summary: 'Who is asking', access: 'anyone', answer: ok('Me') },
  {
    method: 'PATCH',
    path: '/me',
    summary: 'Change the name that others see',
    access: 'signed-in',
    body: 'MePatch',
    answer: ok('Me'),
    problems: ['forbidden'],
  },
  ...ACCOUNT_ENDPOINTS,
  {
    method: 'GET',
    path: '/links',
    summary: 'The access links of an event that the asker may manage',
    access: 'link.manage',
    query: LinkListQuery,
    answer: ok('LinkList'),
    problems: ['not_found'],
  },
  {
    method: 'POST',
    path: '/links',
    summary: 'Make an access link; the answer alone holds its secret',
    access: 'link.manage',
    body: 'LinkCreate',
    answer: made('LinkCreated'),
    problems: ['not_found'],
  },
  {
    method: 'DELETE',
    path: '/links/:id',
    summary: 'Revoke an access link, at once and for everybody who has opened it',
    access: 'link.manage',
    answer: DONE,
  },
  {
    method: 'GET',
    path: '/events',
    summary: 'The events in which the asker has any right',
    access: 'anyone',
    answer: ok('EventList'),
  },
  {
    method: 'POST',
    path: '/events',
    summary: 'Add an event',
    access: 'event.create',
    body: 'EventCreate',
    answer: made('EventDetail'),
    problems: ['conflict'],
  },
  {
    method: 'GET',
    path: '/events/:slug',
    summary: 'An event with the tracks and sessions that the asker may see',
    access: 'programme.read',
    answer: ok('EventDetail'),
  },
  {
    method: 'PATCH',
    path: '/events/:slug',
    summary: 'Change an event',
    access: 'programme.edit',
    body: 'EventPatch',
    answer: ok('EventDetail'),
    problems: ['conflict'],
  },
  {
    method: 'DELETE',
    path: '/events/:slug',
    summary: 'Delete an event with everything in it',
    access: 'event.create',
    answer: DONE,
  },
  {
    method: 'POST',
    path: '/events/:slug/tracks',
    summary: 'Add a track',
    access: 'programme.edit',
    body: 'TrackCreate',
    answer: made('TrackDetail'),
  },
  {
    method: 'POST',
    path: '/events/:slug/sessions',
    summary: 'Add a session',
    access: 'programme.edit',
    body: 'SessionCreate',
    answer: made('SessionDetail'),
  },
  {
    method: 'POST',
    path: '/events/:slug/programme',
    summary: 'Import a programme, or report what an import would do; makes the event when the slug is new',
    access: 'programme.import',
    query: ProgrammeQuery,
    body: 'file',
    answer: ok('ProgrammeReport'),
    problems: ['import_invalid'],
  },
  {
    method: 'POST',
    path: '/demo',
    summary: 'Make the demo event, or find it when it is there already',
    access: 'event.create',
    answer: ok('EventDetail'),
  },
  {
    method: 'GET',
    path: '/tracks/:id',
    summary: 'A track',
    access: 'programme.read',
    answer: ok('TrackDetail'),
  },
  {
    method: 'PATCH',
    path: '/tracks/:id',
    summary: 'Change a track',
    access: 'programme.edit',
    body: 'TrackPatch',
    answer: ok('TrackDetail'),
  },
  {
    method: 'DELETE',
    path: '/tracks/:id',
    summary: 'Delete a track with its two notes; its sessions stay',
    access: 'programme.edit',
    answer: DONE,
  },
  {
    method: 'GET',
    path: '/sessions/:id',
    summary: 'A session',
    access: 'programme.read',
    answer: ok('SessionDetail'),
  },
  {
    method: 'PATCH',
    path: '/sessions/:id',
    summary: 'Change a session',
    access: 'programme.edit',
    body: 'SessionPatch',
    answer: ok('SessionDetail'),
  },
  {
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'Delete a session with its two notes',
    access: 'programme.edit',
    answer: DONE,
  },
  {
    method: 'GET',
    path: '/notes/:id',
    summary: 'What a note belongs to, and what the asker may do with it',
    access: 'note.read',
    answer: ok('NoteInfo'),
  },
  {
    method: 'GET',
    path: '/notes/:id/content',
    summary: 'The present text of a note',
    access: 'note.read',
    query: ContentQuery,
    answer: file('text/markdown', 'text/html', 'text/plain', 'application/json'),
  },
  {
    method: 'POST',
    path: '/notes/:id/import',
    summary: "Add a file's content at the end of a note; what is there stays",
    access: 'note.import',
    query: NoteImportQuery,
    body: 'file',
    answer: ok('NoteImported'),
    problems: ['import_invalid'],
  },
  {
    method: 'POST',
    path: '/notes/:id/images',
    summary: 'Bring a picture into a note; the same picture again gives the same id',
    access: 'note.write',
    body: 'file',
    answer: made('NoteImage'),
    problems: ['too_many_pictures'],
  },
  {
    method: 'GET',
    path: '/images/:id',
    summary: 'A picture of a note',
    access: 'note.read',
    answer: file(...IMAGE_TYPES),
  },
  {
    method: 'GET',
    path: '/notes/:id/history',
    summary: 'Who wrote when',
    access: 'note.read',
    answer: ok('NoteHistory'),
  },
  {
    method: 'GET',
    path: '/notes/:id/timeline',
    summary: 'Who wrote in which minute, and the versions that have a name',
    access: 'note.history',
    answer: ok('NoteTimeline'),
  },
  {
    method: 'GET',
    path: '/notes/:id/states/:seq',
    summary: 'The note as it was at a place in its time line; 0 is the empty note',
    access: 'note.history',
    query: StateQuery,
    answer: ok('NoteState'),
  },
  {
    method: 'GET',
    path: '/notes/:id/writers',
    summary: 'Who wrote which items of the note, from a place in its time line on',
    access: 'note.history',
    query: WritersQuery,
    answer: ok('NoteWriters'),
  },
  {
    method: 'GET',
    path: '/notes/:id/deleted',
    summary: 'Text that was written and is not in the note any more',
    access: 'note.history',
    query: DeletedQuery,
    answer: ok('DeletedPassages'),
  },
  {
    method: 'POST',
    path: '/notes/:id/versions',
    summary: 'Give a place in the time line a name',
    access: 'note.history',
    body: 'VersionCreate',
    answer: made('NoteVersionInfo'),
  },
  {
    method: 'DELETE',
    path: '/notes/:id/versions/:version',
    summary: 'Take a name away again; the time line stays as it is',
    access: 'note.history',
    answer: DONE,
  },
  {
    method: 'POST',
    path: '/notes/:id/restore',
    summary: 'Make the note say again what it said at a place, as a new change',
    access: 'note.write',
    body: 'RestoreRequest',
    answer: ok('NoteRestored'),
  },
  ...REVIEW_ENDPOINTS,
  ...GUEST_ENDPOINTS,
  ...NAME_ENDPOINTS,
  {
    method: 'GET',
    path: '/live',
    summary: 'Notes as readers see them, as server-sent events: content, patch, end',
    access: 'note.read',
    query: LiveQuery,
    answer: file('text/event-stream'),
  },
  ...SEARCH_ENDPOINTS,
  ...RIGHTS_ENDPOINTS,
]
