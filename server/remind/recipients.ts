/** Who is to be reminded of what: the leads of tracks with summaries that are not where they should be. */
import { countsTrack, nextDue, type Due, type DueDays } from '../../shared/domain/summary-due.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import { hashSecret } from '../auth/secrets.ts'
import { isMailAddress } from '../mail/mailer.ts'
import type { StoredProgramme, StoredTrack } from '../programme/load-programme.ts'

/** A summary with what is expected of it next. */
export interface OpenSummary {
  readonly track: string
  /** Null: the summary of the whole track. */
  readonly session: string | null
  /** Below the public address. */
  readonly path: string
  readonly stage: SummaryStage
  readonly due: Due
}

/** A lead who can be reached. One address is one recipient, however many tracks they lead. */
export interface Recipient {
  /** What rows know them by (storage/reminder-rows.ts). */
  readonly key: string
  readonly name: string
  readonly address: string
  /** In programme order, never empty. */
  readonly open: readonly OpenSummary[]
}

export interface Recipients {
  readonly recipients: readonly Recipient[]
  /** Leads with open summaries of whom the programme has no address. */
  readonly withoutAddress: readonly string[]
}

export function findRecipients(programme: StoredProgramme): Recipients {
  const recipients = new Map<string, Recipient>()
  const withoutAddress = new Set<string>()
  for (const track of programme.tracks) {
    const open = listOpen(programme, track)
    if (open.length === 0) continue
    for (const { name, email } of track.leads) {
      if (email === null || !isMailAddress(email)) {
        withoutAddress.add(name)
        continue
      }
      const address = email.toLowerCase()
      const before = recipients.get(address)
      const key = before?.key ?? hashSecret(address)
      recipients.set(address, { key, name, address, open: [...(before?.open ?? []), ...open] })
    }
  }
  return { recipients: [...recipients.values()], withoutAddress: [...withoutAddress] }
}

function listOpen({ event, sessions }: StoredProgramme, track: StoredTrack): OpenSummary[] {
  const days: DueDays = { reviewDue: event.review_due, finalDue: event.final_due }
  const { id, title } = track.row
  const listed = sessions.map(({ row }) => ({ trackId: row.track_id, cancelledAt: row.cancelled_at }))
  const parts = [
    ...(countsTrack({ id, stage: track.stage }, listed)
      ? [{ session: null, stage: track.stage, path: `/e/${event.slug}/t/${id}` }]
      : []),
    ...sessions
      .filter(({ row }) => row.track_id === id && row.cancelled_at === null)
      .map(({ row, stage }) => ({ session: row.title, stage, path: `/e/${event.slug}/s/${row.id}` })),
  ]
  return parts.flatMap((part) => {
    const due = nextDue(part.stage, days)
    return due === null ? [] : [{ ...part, track: title, due }]
  })
}
