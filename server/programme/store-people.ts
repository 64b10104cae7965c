import { newId, type EventId, type PersonId } from '../../shared/domain/ids.ts'
import { insertPeople, listPeople, updatePerson } from '../storage/person-rows.ts'
import type { Db } from '../storage/tables.ts'
import { isChanged, mergePeople, type MergedPerson, type NamedPerson } from './merge-people.ts'

/** Stores who is new or changed; returns everybody's id. */
export async function storePeople(
  db: Db,
  event: EventId,
  people: readonly MergedPerson[],
): Promise<ReadonlyMap<MergedPerson, PersonId>> {
  const ids = new Map(people.map((person) => [person, person.row?.id ?? newId<PersonId>()]))
  const added = [...ids].flatMap(([{ row, name, email, affiliation }, id]) =>
    row ? [] : [{ id, event_id: event, name, email, affiliation }],
  )
  await insertPeople(db, added)
  for (const person of people) {
    const { row, name, email, affiliation } = person
    if (row && isChanged(person)) await updatePerson(db, row.id, { name, email, affiliation })
  }
  return ids
}

/** Finds or adds the people of one list, by hand: for a form that names leads or speakers. */
export async function storeNamedPeople(
  db: Db,
  event: EventId,
  named: readonly NamedPerson[],
): Promise<readonly PersonId[]> {
  const merged = mergePeople({ existing: await listPeople(db, event), lists: [named] })
  const ids = await storePeople(db, event, merged.people)
  return merged.of(named).flatMap((person) => ids.get(person) ?? [])
}
