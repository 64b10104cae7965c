/** Conveners and speakers in Indico exports. */
import {
  fieldOf,
  readObject,
  readOptionalId,
  readOptionalLine,
  readOptionalList,
  type JsonAt,
} from '../json-input.ts'
import { unflipName, type NamedPerson } from '../people.ts'
import { countOf } from '../warning-collector.ts'
import { firstWrittenField, type IndicoContext } from './fields.ts'

const MAX_NAME_CHARS = 200

/** A list of people. Addresses, or the hashes that everybody but managers gets, tell them apart. */
export function readPeople(at: JsonAt, context: IndicoContext): readonly NamedPerson[] {
  return readOptionalList(at).flatMap((item) => {
    const person = readPerson(readObject(item), context)
    return person ? [person] : []
  })
}

function readPerson(at: JsonAt, { warnings }: IndicoContext): NamedPerson | null {
  const first = readOptionalLine(firstWrittenField(at, ['first_name', 'firstName']), MAX_NAME_CHARS)
  const last = readOptionalLine(
    firstWrittenField(at, ['last_name', 'familyName', 'lastName']),
    MAX_NAME_CHARS,
  )
  const full = readOptionalLine(firstWrittenField(at, ['fullName', 'name']), MAX_NAME_CHARS)
  const name = last === null ? (full === null ? first : unflipName(full)) : [first, last].join(' ').trim()
  if (name === null) {
    warnings.tally({
      code: 'person-without-name',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['person has', 'people have'])} no name and ${count === 1 ? 'was' : 'were'} left out.`,
    })
    return null
  }
  const email = readOptionalLine(fieldOf(at, 'email'))
  const affiliation = readOptionalLine(fieldOf(at, 'affiliation'))
  const hash = readOptionalId(fieldOf(at, 'emailHash'))
  const personId = readOptionalId(fieldOf(at, 'person_id'))
  return {
    name,
    ...(email !== null && /^[^\s@]+@[^\s@]+$/.test(email) ? { email } : {}),
    ...(affiliation === null ? {} : { affiliation }),
    identity: hash === null ? (personId === null ? null : `person ${personId}`) : `hash ${hash}`,
  }
}
