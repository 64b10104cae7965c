/** Identifiers are branded so that one kind cannot be passed for another. All are random, URL-safe, lower case. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

export type EventId = Id<'event'>
export type TrackId = Id<'track'>
export type SessionId = Id<'session'>
export type NoteId = Id<'note'>
export type PersonId = Id<'person'>
export type UserId = Id<'user'>
export type LoginId = Id<'login'>
export type LinkId = Id<'link'>
export type TokenId = Id<'token'>
export type ImageId = Id<'image'>
export type VersionId = Id<'version'>
export type PublicationId = Id<'publication'>
export type ThreadId = Id<'thread'>
export type CommentId = Id<'comment'>
export type AuditId = Id<'audit'>
export type ConnectionId = Id<'connection'>

// No vowels and no look-alikes: ids are read aloud, typed from slides and must not spell words.
const ALPHABET = '23456789bcdfghjkmnpqrstvwxz'
const ID_LENGTH = 14 // 27^14 ≈ 2^66

/** A new random id. The kind only exists for the type checker: `newId<NoteId>()`. */
export function newId<T extends Id<string>>(): T {
  let id = ''
  while (id.length < ID_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(ID_LENGTH))) {
      // Bytes past the last whole multiple of the alphabet would favour its first letters.
      if (byte < 243 && id.length < ID_LENGTH) id += ALPHABET[byte % ALPHABET.length]
    }
  }
  return id as T
}
