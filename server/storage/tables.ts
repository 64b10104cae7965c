/**
 * Row types of the database, the same on every dialect. Times are ms since the epoch, dates `YYYY-MM-DD`, structured
 * values JSON text. What a column means is said here once; migrations only create it.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Role, ScopeType } from '../../shared/domain/access.ts'
import type { ThreadKind, ThreadState } from '../../shared/domain/review.ts'
import type { AuditAct } from '../../shared/domain/audit-act.ts'
import type {
  AuditId,
  CommentId,
  EventId,
  ImageId,
  LinkId,
  LoginId,
  NoteId,
  PersonId,
  PublicationId,
  SessionId,
  ThreadId,
  TokenId,
  TrackId,
  UserId,
  VersionId,
} from '../../shared/domain/ids.ts'
import type { ImageType } from '../../shared/contracts/images.ts'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { SessionStyle } from '../../shared/domain/session-style.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'

export interface EventRow {
  id: EventId
  slug: string
  title: string
  /** DocJson or null. */
  description: string | null
  start_date: string | null
  end_date: string | null
  time_zone: string
  location: string | null
  url: string | null
  created_at: number
  updated_at: number
  /** Markdown that notes begin with; empty for a blank note, null for the default. */
  notes_template: string | null
  /** The same for summaries. */
  summary_template: string | null
  /** The last days (`YYYY-MM-DD`, in the event's zone) for summaries to be in review, and final. */
  review_due: string | null
  final_due: string | null
  /** Terms under which the text may be used, one line. */
  licence: string | null
  /** How sessions are set in exports; null for the default. */
  session_style: SessionStyle | null
  /** `string[]`: names that no export and no publication shows; null: none. */
  redacted_names: string | null
  /** 1 when leads are reminded by mail of summaries that are due; null or 0: they are not. */
  reminders: number | null
  /** When somebody last reminded them by hand. */
  reminded_at: number | null
}

export interface TrackRow {
  id: TrackId
  event_id: EventId
  /** Key of the importer that made it; null when made by hand. Unique within the event. */
  import_key: string | null
  position: number
  title: string
  description: string | null
  /** `Topic[]`. */
  topics: string
  /** `Link[]`. */
  links: string
  /** Null for the event's. */
  session_style: SessionStyle | null
}

export interface SessionRow {
  id: SessionId
  event_id: EventId
  track_id: TrackId | null
  import_key: string | null
  position: number
  title: string
  abstract: string | null
  hall: string | null
  start_at: number | null
  end_at: number | null
  language: string | null
  url: string | null
  links: string
  /** When an import no longer listed it. */
  cancelled_at: number | null
}

/** A person of an event's programme, merged by e-mail address, else by name. Not an account. */
export interface PersonRow {
  id: PersonId
  event_id: EventId
  name: string
  /** Lower case. Personal data. */
  email: string | null
  affiliation: string | null
}

export interface TrackLeadRow {
  track_id: TrackId
  person_id: PersonId
  position: number
}

export interface SessionSpeakerRow {
  session_id: SessionId
  person_id: PersonId
  position: number
}

/** A live document. It belongs to a track or to a session, never to both. */
export interface NoteRow {
  id: NoteId
  event_id: EventId
  track_id: TrackId | null
  session_id: SessionId | null
  kind: NoteKind
  created_at: number
  /** The first place of the log when the history before it was ended; null: 1. */
  log_start: number | null
}

/** One committed update of a note: the log. Rows are only ever appended, unless a note's history is ended. */
export interface UpdateRow {
  note_id: NoteId
  /** 1, 2, 3 … per note, without gaps; from `NoteRow.log_start` on when the history before was ended. */
  seq: number
  bytes: Uint8Array
  /** CRC-32 over note, seq and bytes (storage/checksum.ts). */
  checksum: number
  received_at: number
  /** `user:ID`, `guest:ID`, `token:ID`, `link:ID`, or null for the server itself. */
  actor: string | null
  /** Display name at that time. */
  actor_name: string | null
  connection: string | null
  /** `[client, fromClock, toClock][]`: what the update holds, for authorship. */
  clocks: string
}

/** The whole state of a note at a place in its log. Which ones are kept: checkpoint-spacing.ts. */
export interface CheckpointRow {
  note_id: NoteId
  seq: number
  bytes: Uint8Array
  /** CRC-32 over note, seq, bytes, state vector and rest. */
  checksum: number
  created_at: number
  /** Null in rows of the first schema, like `rest`. */
  state_vector: Uint8Array | null
  /** An update with what the state vector does not tell. */
  rest: Uint8Array | null
}

/** A picture that was brought into a note. It stays as long as the note does: older versions of it may show it. */
export interface ImageRow {
  id: ImageId
  note_id: NoteId
  event_id: EventId
  media_type: ImageType
  width: number
  height: number
  /** Number of bytes. */
  size: number
  /** Of the bytes, in hex; unique within the note. */
  sha256: string
  created_at: number
  /** As in the log. */
  actor: string | null
  bytes: Uint8Array
}

/** A place in a note's log that somebody gave a name. */
export interface NoteVersionRow {
  id: VersionId
  note_id: NoteId
  seq: number
  name: string
  created_at: number
  /** Who gave the name, like those of an update. */
  actor: string | null
  actor_name: string | null
}

/** One change of a summary's stage; the last one counts, none means draft. */
export interface SummaryStageRow {
  note_id: NoteId
  /** 1, 2, 3 … per summary. */
  position: number
  stage: SummaryStage
  /** The place in the note's log at that time. */
  seq: number
  changed_at: number
  /** Who changed it, like those of an update. */
  actor: string | null
  actor_name: string | null
}

/** A correction of a summary that was final. Rows are only ever appended. */
export interface ErratumRow {
  note_id: NoteId
  /** 1, 2, 3 … per summary. */
  position: number
  /** Plain text. */
  text: string
  written_at: number
  actor: string | null
  actor_name: string | null
}

/** One act of publishing an event. It stays what it was; the newest that was not withdrawn is what readers see. */
export interface PublicationRow {
  id: PublicationId
  event_id: EventId
  /** 1, 2, 3 … per event. */
  number: number
  published_at: number
  actor: string | null
  actor_name: string | null
  /** When it was taken back; null: it was not. */
  withdrawn_at: number | null
  withdrawn_by: string | null
  /** What was in it, as the pages tell (`PublicationContents`). */
  contents: string
}

export interface PublicationFileRow {
  publication_id: PublicationId
  /** Below the publication's address, e.g. `tracks/bpf.html`. */
  path: string
  /** Of the bytes, in hex. */
  sha256: string
  size: number
}

export interface PublicationBytesRow {
  sha256: string
  bytes: Uint8Array
}

/** `accepting`: claimed, and the change is being written. Who asks is told of an accepted one. */
export type StoredThreadState = ThreadState | 'accepting'

/** A passage of a note that somebody commented on, or suggested other words for. It never is in the note's document. */
export interface ThreadRow {
  id: ThreadId
  note_id: NoteId
  event_id: EventId
  kind: ThreadKind
  /** Yjs relative positions that stick to the first and the last character of the passage. */
  anchor_start: Uint8Array
  anchor_end: Uint8Array
  /** The passage as it was then; of a long one that is commented on, its beginning. */
  quote: string
  /** What should stand there instead; null for comments. */
  proposed: string | null
  state: StoredThreadState
  created_at: number
  /** Who began it, and who closed it, like those of an update. */
  actor: string | null
  actor_name: string | null
  closed_at: number | null
  closed_actor: string | null
  closed_name: string | null
}

export interface CommentRow {
  id: CommentId
  thread_id: ThreadId
  /** 1, 2, 3 … per thread. */
  position: number
  /** Empty when it was deleted. */
  text: string
  written_at: number
  actor: string | null
  actor_name: string | null
  edited_at: number | null
  deleted_at: number | null
}

/** A reminder to one recipient (storage/reminder-rows.ts) of one due day, at one of its steps (remind/steps.ts). */
export interface ReminderRow {
  event_id: EventId
  recipient: string
  /** What was due on that day. */
  stage: SummaryStage
  due_day: string
  /** Days from the due day. */
  step: number
  /** `claimed`: being sent, or the server died while it was; `waiting`: could not be sent yet; `failed`: never will be. */
  state: 'claimed' | 'sent' | 'waiting' | 'failed'
  attempts: number
  claimed_at: number
}

/** A link in a mail that ends reminders of an event to its recipient. Every mail has one of its own. */
export interface ReminderLinkRow {
  /** SHA-256 (hex) of the secret. */
  secret_hash: string
  event_id: EventId
  recipient: string
  created_at: number
}

/** A recipient who wants no reminders of an event. */
export interface ReminderStopRow {
  event_id: EventId
  recipient: string
  stopped_at: number
}

export interface UserRow {
  id: UserId
  email: string
  name: string
  /** Empty: nobody signs in with a password. */
  password_hash: string
  created_at: number
  /** Since when the address is known to be the holder's: by a mailed link, a provider, or the operator; null: it is not. */
  email_proven_at: number | null
  /** Whose organiser made it in giving a role there; null: nobody of an event. */
  made_in_event: EventId | null
}

/** A signed-in browser: of a user, or of a guest who came by an access link. */
export interface LoginRow {
  id: LoginId
  /** SHA-256 (hex) of the cookie's value. */
  secret_hash: string
  user_id: UserId | null
  /** A guest's display name, once given. */
  guest_name: string | null
  created_at: number
  expires_at: number
  last_seen_at: number
  /** What people call the browser, as it was at the sign-in; null: not known, or a guest's. */
  browser: string | null
}

/** A link that sets a new password, once. An account has one at most. */
export interface PasswordLinkRow {
  user_id: UserId
  /** SHA-256 (hex) of the secret. */
  secret_hash: string
  created_at: number
  expires_at: number
  /** 1: it went to the account's address and nowhere else, so that who uses it reads what comes there. */
  proves_email: number | null
}

/** Whom the people of a provider are here: its `iss` and `sub` never change, addresses do. */
export interface IdentityRow {
  issuer: string
  subject: string
  user_id: UserId
  created_at: number
}

/** An access link that a login has opened: it holds the link's role as long as the link lives. */
export interface LoginLinkRow {
  login_id: LoginId
  link_id: LinkId
  opened_at: number
}

/** A role that a user holds on a scope; the site's scope id is ''. */
export interface UserRoleRow {
  user_id: UserId
  scope_type: ScopeType
  scope_id: string
  role: Role
}

export interface LinkRow {
  id: LinkId
  /** SHA-256 (hex) of the secret. */
  secret_hash: string
  event_id: EventId
  scope_type: ScopeType
  scope_id: string
  role: Role
  label: string | null
  password_hash: string | null
  created_at: number
  /** The maker's display name. */
  created_by: string | null
  expires_at: number | null
  revoked_at: number | null
  last_used_at: number | null
  uses: number
}

/** An API token. Without an event it holds for the whole site. */
export interface TokenRow {
  id: TokenId
  name: string
  secret_hash: string
  role: Role
  event_id: EventId | null
  created_at: number
  revoked_at: number | null
}

/** Something that changed who may do what, or what is final or public. Rows are only ever appended. */
export interface AuditRow {
  id: AuditId
  /** Null: it concerns the whole site. */
  event_id: EventId | null
  at: number
  act: AuditAct
  /** Who did it, like those of an update; null for the operator's commands. */
  actor: string | null
  actor_name: string | null
  /** To what or whom it was done, as people call it. */
  subject: string | null
  /** What else there is to say, in words: a role, an end, a reason. */
  detail: string | null
}

export interface Tables {
  events: EventRow
  tracks: TrackRow
  sessions: SessionRow
  people: PersonRow
  track_leads: TrackLeadRow
  session_speakers: SessionSpeakerRow
  notes: NoteRow
  updates: UpdateRow
  checkpoints: CheckpointRow
  images: ImageRow
  note_versions: NoteVersionRow
  summary_stages: SummaryStageRow
  errata: ErratumRow
  publications: PublicationRow
  publication_files: PublicationFileRow
  publication_bytes: PublicationBytesRow
  threads: ThreadRow
  comments: CommentRow
  reminders: ReminderRow
  reminder_links: ReminderLinkRow
  reminder_stops: ReminderStopRow
  users: UserRow
  logins: LoginRow
  password_links: PasswordLinkRow
  identities: IdentityRow
  login_links: LoginLinkRow
  user_roles: UserRoleRow
  links: LinkRow
  tokens: TokenRow
  audit: AuditRow
}

/** The database, or a transaction on it: row modules work with either. */
export type Db = Kysely<Tables> | Transaction<Tables>
