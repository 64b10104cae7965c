import type { Role } from '../../shared/domain/access.ts'

/** What each role is called and what it lets somebody do. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly can: string }>> = {
  organizer: { name: 'Organiser', can: 'do everything: import, edit, share, write and delete' },
  lead: { name: 'Lead', can: 'write notes and summaries, edit the programme and share' },
  scribe: { name: 'Scribe', can: 'read and write notes and summaries' },
  reviewer: { name: 'Reviewer', can: 'read and comment, also on what is not final; cannot edit' },
  reader: { name: 'Reader', can: 'read' },
}
