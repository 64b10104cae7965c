/**
 * Who is who among the people of an event. Pure: a person is known by e-mail address, else by name; a name without an
 * address may turn out to be somebody whose address is known. What is not said about a person stays as it is.
 */
import type { PersonRow } from '../storage/tables.ts'

/** A person as a programme or a form names them. Absent says nothing; null says that there is none. */
export interface NamedPerson {
  readonly name: string
  readonly email?: string | null | undefined
  readonly affiliation?: string | null | undefined
}

/** A person as they will be stored. `row` is what is stored now; null for somebody new. */
export interface MergedPerson {
  readonly row: PersonRow | null
  readonly name: string
  readonly email: string | null
  readonly affiliation: string | null
}

export interface MergedPeople {
  /** Everybody who was named, each once, in order of first mention; those with an address come first. */
  readonly people: readonly MergedPerson[]
  /** The people of one list of names, in order, nobody twice. */
  of(named: readonly NamedPerson[]): readonly MergedPerson[]
}

interface Draft {
  readonly row: PersonRow | null
  name: string
  email: string | null
  affiliation: string | null
  /** Place among those who were named; null until then. */
  order: number | null
}

/** Finds or adds everybody in the lists. `of` answers for the very lists that were given. */
export function mergePeople(options: {
  readonly existing: readonly PersonRow[]
  readonly lists: readonly (readonly NamedPerson[])[]
}): MergedPeople {
  const drafts: Draft[] = options.existing.map((row) => ({ ...pickFields(row), row, order: null }))
  const byEmail = new Map(drafts.flatMap((draft) => (draft.email ? [[draft.email, draft] as const] : [])))
  const byName = new Map<string, readonly Draft[]>()
  const draftOf = new Map<NamedPerson, Draft>()
  let mentions = 0

  const list = (draft: Draft): Draft => {
    byName.set(nameKey(draft.name), [...(byName.get(nameKey(draft.name)) ?? []), draft])
    return draft
  }
  const add = ({ name }: NamedPerson): Draft =>
    list({ row: null, name, email: null, affiliation: null, order: null })
  for (const draft of drafts) list(draft)
  const mention = (named: NamedPerson, draft: Draft): void => {
    const first = draft.order === null
    if (first) {
      draft.order = mentions++
      draft.name = tidyName(named.name)
    }
    const email = emailOf(named)
    if (email) {
      draft.email = email
      byEmail.set(email, draft)
    } else if (first && email === null && draft.email !== null) {
      byEmail.delete(draft.email)
      draft.email = null
    }
    const affiliation = named.affiliation === undefined ? undefined : named.affiliation?.trim() || null
    if (affiliation !== undefined && (first || draft.affiliation === null)) draft.affiliation = affiliation
    draftOf.set(named, draft)
  }

  const all = options.lists.flat()
  // Those with an address first, so that a bare name elsewhere finds them.
  for (const named of all) {
    const email = emailOf(named)
    if (!email) continue
    const withoutEmail = candidates(byName, named).find((draft) => draft.email === null)
    mention(named, byEmail.get(email) ?? withoutEmail ?? add(named))
  }
  for (const named of all) {
    if (!emailOf(named)) mention(named, candidates(byName, named)[0] ?? add(named))
  }

  const merged = new Map<Draft, MergedPerson>()
  const named = [...new Set(draftOf.values())].toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
  for (const draft of named) merged.set(draft, { row: draft.row, ...pickFields(draft) })
  return {
    people: [...merged.values()],
    of: (list) => [
      ...new Set(
        list.flatMap((person) => {
          const draft = draftOf.get(person)
          const found = draft && merged.get(draft)
          return found ? [found] : []
        }),
      ),
    ],
  }
}

/** Whether a person is not stored just so already. */
export function isChanged({ row, name, email, affiliation }: MergedPerson): boolean {
  return row === null || row.name !== name || row.email !== email || row.affiliation !== affiliation
}

/** People of that name: those named before in this run, then those without an address, then by address. */
function candidates(byName: ReadonlyMap<string, readonly Draft[]>, { name }: NamedPerson): readonly Draft[] {
  const last = Number.MAX_SAFE_INTEGER
  return (byName.get(nameKey(name)) ?? []).toSorted(
    (one, other) =>
      (one.order ?? last) - (other.order ?? last) || (one.email ?? '').localeCompare(other.email ?? '', 'en'),
  )
}

function pickFields({ name, email, affiliation }: Omit<MergedPerson, 'row'>): Omit<MergedPerson, 'row'> {
  return { name, email, affiliation }
}

function emailOf({ email }: NamedPerson): string | null | undefined {
  return email === undefined ? undefined : email?.trim().toLowerCase() || null
}

function tidyName(name: string): string {
  return name.replace(/\s+/gu, ' ').trim()
}

function nameKey(name: string): string {
  return tidyName(name).normalize('NFKC').toLowerCase()
}
