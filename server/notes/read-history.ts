import type { HistoryEntry, NoteHistory } from '../../shared/contracts/notes.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { createNameRedactor, type NameRedactor } from '../export/redact.ts'
import type { LoggedUpdate } from '../storage/note-log.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { findHiddenNames } from './hidden-names.ts'
import { redactAuthor } from './redact-author.ts'

/** A pause of this length ends an entry. */
export const ENTRY_PAUSE_MS = 5 * MINUTE_MS
/** Rows in memory at once; a note of a busy hour has some 50,000. */
const PAGE_ROWS = 2_000

interface Draft {
  readonly by: string | null
  readonly fromSeq: number
  readonly fromMs: number
  toSeq: number
  toMs: number
  bytes: number
}

/**
 * Who wrote when, from the log: the edits of one participant without a pause of five minutes are one entry, also when
 * others wrote in between. In the order in which they ended. Whether the principal may read the note was asked before.
 */
export async function readHistory(
  { db, clock, noteLog }: Pick<Context, 'db' | 'clock' | 'noteLog'>,
  { target, principal }: { readonly target: NoteTarget; readonly principal: Principal },
): Promise<NoteHistory> {
  const noteId = target.note
  const redactor = createNameRedactor(await findHiddenNames({ db, clock }, { target, principal }))
  const [head = 0] = await noteLog.heads([noteId])
  const drafts: Draft[] = []
  const open = new Map<string, Draft>()
  for (let after = 0; after < head;) {
    const upTo = Math.min(after + PAGE_ROWS, head)
    for (const row of await noteLog.read({ noteId, after, upTo })) addRow(row, { drafts, open })
    after = upTo
  }
  return {
    noteId,
    seq: head,
    entries: drafts
      .toSorted((one, other) => one.toSeq - other.toSeq)
      .map((draft) => toEntry(draft, redactor)),
  }
}

function addRow(
  { seq, receivedAt, actor, actorName, bytes }: LoggedUpdate,
  { drafts, open }: { readonly drafts: Draft[]; readonly open: Map<string, Draft> },
): void {
  // A guest who gives another name goes on as somebody else for those who read this.
  const participant = JSON.stringify([actor, actorName])
  const present = open.get(participant)
  if (present && receivedAt - present.toMs < ENTRY_PAUSE_MS) {
    present.toSeq = seq
    present.toMs = receivedAt
    present.bytes += bytes.byteLength
    return
  }
  const draft = {
    by: actorName,
    fromSeq: seq,
    fromMs: receivedAt,
    toSeq: seq,
    toMs: receivedAt,
    bytes: bytes.byteLength,
  }
  open.set(participant, draft)
  drafts.push(draft)
}

function toEntry({ by, fromSeq, fromMs, toSeq, toMs, bytes }: Draft, redactor: NameRedactor): HistoryEntry {
  return {
    fromSeq,
    toSeq,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    by: redactAuthor(by, redactor),
    bytes,
  }
}
