/** Contracts for removing somebody from a note and taking back what they wrote. */
import * as z from 'zod/mini'
import { NOTE_KINDS } from './notes.ts'
import { RoleName } from './programme.ts'

export const PARTICIPANT_KINDS = ['guest', 'account', 'token', 'link'] as const
/** Why somebody cannot be removed: it is the asker, or their role is stronger than the asker's. */
export const REMOVAL_OBSTACLES = ['self', 'stronger'] as const
/** Where what they wrote is taken back: nowhere, in this note, or in all notes of the event that the asker may change. */
export const ROLLBACK_REACHES = ['none', 'note', 'event'] as const

/** Somebody who is in a note, or wrote in it. The server tells them apart by login, whatever they call themselves. */
export const NoteParticipant = z.object({
  /** Names them in a request to remove them. */
  id: z.string(),
  /** Only a guest's login can be ended. */
  kind: z.enum(PARTICIPANT_KINDS),
  /** As they were last called; null for guests without a name. */
  name: z.nullable(z.string()),
  color: z.string(),
  isHere: z.boolean(),
  /** Their changes in this note; null: none. */
  wrote: z.nullable(z.object({ changes: z.number(), from: z.string(), to: z.string() })),
  /** The access links that they came by, as far as the asker may manage them. */
  links: z.array(
    z.object({
      id: z.string(),
      scopeTitle: z.string(),
      label: z.nullable(z.string()),
      role: RoleName,
      /** Other logins that hold it too. */
      others: z.number(),
    }),
  ),
  /** Whether they came by a link that the asker cannot revoke, and can come again by it. */
  hasOtherLinks: z.boolean(),
  obstacle: z.nullable(z.enum(REMOVAL_OBSTACLES)),
})
/** Those who are here first, then who wrote last. */
export const NoteParticipants = z.object({ participants: z.array(NoteParticipant) })

export const RemovalRequest = z.strictObject({
  participant: z.string().check(z.maxLength(100)),
  rollback: z.enum(ROLLBACK_REACHES),
  /** Ids of links that they came by. */
  revokeLinks: z.array(z.string()).check(z.maxLength(50)),
})
export const ROLLBACK_OUTCOMES = ['rolledBack', 'unchanged', 'final', 'failed'] as const
export const Removal = z.object({
  /** Whether a login was ended. */
  ended: z.boolean(),
  revoked: z.number(),
  /** Notes that they wrote in and whose text was to be taken back. */
  notes: z.array(
    z.object({
      noteId: z.string(),
      kind: z.enum(NOTE_KINDS),
      title: z.nullable(z.string()),
      /** `final`: a summary that takes no changes. `failed`: try again for this note. */
      outcome: z.enum(ROLLBACK_OUTCOMES),
      /** The place of the change. */
      seq: z.nullable(z.number()),
    }),
  ),
})

export type NoteParticipant = z.infer<typeof NoteParticipant>
export type NoteParticipants = z.infer<typeof NoteParticipants>
export type RemovalRequest = z.infer<typeof RemovalRequest>
export type Removal = z.infer<typeof Removal>
export type RollbackReach = (typeof ROLLBACK_REACHES)[number]
