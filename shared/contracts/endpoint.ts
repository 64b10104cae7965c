/** What api.ts says about an endpoint, and the contracts that it can refer to. */
import type * as z from 'zod/mini'
import type { Action } from '../domain/access.ts'
import {
  Account,
  IdentityRequest,
  PasswordChange,
  PasswordLink,
  PasswordMailRequest,
  ProviderDeparture,
} from './account.ts'
import { AuditList } from './audit.ts'
import { SummaryBoard } from './board.ts'
import { Problem, type ErrorCode } from './errors.ts'
import { NoteParticipants, Removal, RemovalRequest } from './guests.ts'
import { GatheredMinutes } from './minutes.ts'
import { NoteImage } from './images.ts'
import {
  DeletedPassages,
  NoteRestored,
  NoteState,
  NoteTimeline,
  NoteVersionInfo,
  NoteWriters,
  RestoreRequest,
  VersionCreate,
} from './history.ts'
import { NameRedaction, NameReport } from './names.ts'
import { ExportProgress, PublicationList, PublicationReport, PublicationRequest } from './publishing.ts'
import { RemindersSent } from './reminders.ts'
import {
  ErratumCreate,
  ErratumList,
  NoteHistory,
  NoteImported,
  NoteInfo,
  StageRequest,
  SummaryStages,
} from './notes.ts'
import {
  CommentCreate,
  CommentPatch,
  ReviewThread,
  ThreadCreate,
  ThreadList,
  ThreadStateRequest,
} from './review.ts'
import {
  AccessLink,
  LinkCreate,
  LinkCreated,
  LinkList,
  LoginRequest,
  Me,
  MePatch,
  SetupRequest,
  SetupState,
} from './people.ts'
import {
  EventCreate,
  EventDetail,
  EventList,
  EventPatch,
  EventSummary,
  ProgrammeReport,
  SessionCreate,
  SessionDetail,
  SessionPatch,
  SessionSummary,
  TrackCreate,
  TrackDetail,
  TrackPatch,
  TrackSummary,
} from './programme.ts'
import { EventPeople, NewUser, RoleCreate, RoleGiven, UserList, UserMade } from './roles.ts'
import { SearchResults } from './search.ts'

/** The contracts that bodies and answers follow, by the names that they have in the description of the API. */
export const CONTRACTS = {
  AccessLink,
  Account,
  AuditList,
  CommentCreate,
  CommentPatch,
  DeletedPassages,
  ErratumCreate,
  ErratumList,
  EventCreate,
  EventDetail,
  EventList,
  EventPatch,
  EventPeople,
  EventSummary,
  ExportProgress,
  GatheredMinutes,
  IdentityRequest,
  LinkCreate,
  LinkCreated,
  LinkList,
  LoginRequest,
  Me,
  MePatch,
  NameRedaction,
  NameReport,
  NewUser,
  NoteHistory,
  NoteImage,
  NoteImported,
  NoteInfo,
  NoteParticipants,
  NoteRestored,
  NoteState,
  NoteTimeline,
  NoteVersionInfo,
  NoteWriters,
  PasswordChange,
  PasswordLink,
  PasswordMailRequest,
  Problem,
  ProgrammeReport,
  ProviderDeparture,
  PublicationList,
  PublicationReport,
  PublicationRequest,
  RemindersSent,
  Removal,
  RemovalRequest,
  RestoreRequest,
  RoleCreate,
  RoleGiven,
  SearchResults,
  ReviewThread,
  SessionCreate,
  SessionDetail,
  SessionPatch,
  SessionSummary,
  SetupRequest,
  SetupState,
  StageRequest,
  SummaryBoard,
  SummaryStages,
  ThreadCreate,
  ThreadList,
  ThreadStateRequest,
  TrackCreate,
  TrackDetail,
  TrackPatch,
  TrackSummary,
  UserList,
  UserMade,
  VersionCreate,
} as const
export type ContractName = keyof typeof CONTRACTS

/** A contract (and also files, as the query asks), a file in one of some media types, or nothing (status 204). */
export type Answer =
  | { readonly status: 200 | 201; readonly json: ContractName; readonly media?: readonly string[] }
  | { readonly status: 200; readonly media: readonly string[] }
  | { readonly status: 204 }

export const DONE: Answer = { status: 204 }
export const ok = (json: ContractName): Answer => ({ status: 200, json })
export const made = (json: ContractName): Answer => ({ status: 201, json })
export const file = (...media: readonly string[]): Answer => ({ status: 200, media })

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the API's root; `:name` stands for a part that varies. Events go by slug, all else by id. */
  readonly path: string
  readonly summary: string
  /** Who may: anybody, whoever has a login or link, or whose role allows an action on what the path or body names. */
  readonly access: 'anyone' | 'signed-in' | Action
  readonly query?: z.ZodMiniObject
  /** A contract as JSON, or the bytes of a file. */
  readonly body?: ContractName | 'file'
  readonly answer: Answer
  /** Beyond those that follow from the rest (`problemsOf`). */
  readonly problems?: readonly ErrorCode[]
}

/** Every code that an endpoint can answer with. */
export function problemsOf(endpoint: Endpoint): readonly ErrorCode[] {
  const { method, path, access, query, body, problems = [] } = endpoint
  const codes = new Set<ErrorCode>(problems)
  // Whoever sends credentials that do not hold is told so everywhere.
  codes.add('not_signed_in').add('too_many_requests').add('internal').add('unavailable')
  if (method !== 'GET') codes.add('bad_origin')
  if (access !== 'anyone' && access !== 'signed-in') codes.add('forbidden')
  if (access === 'note.write' || access === 'note.import') codes.add('summary_final')
  if (path.includes(':')) codes.add('not_found')
  if (query || body) codes.add('bad_request')
  if (body) codes.add('too_large').add('unsupported_format')
  return [...codes]
}
