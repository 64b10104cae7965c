/** The speakers of a c3voc event: objects with `name` or `public_name`, plain names, or one text with several names. */
import {
  fieldOf,
  isJsonObject,
  readOptionalId,
  readOptionalLine,
  readOptionalList,
  type JsonAt,
} from '../json-input.ts'
import { mergePeople, splitNames, type NamedPerson } from '../people.ts'
import type { ImportedPerson } from '../programme.ts'
import { countOf } from '../warning-collector.ts'
import { chooseTranslation, firstFieldOf, type C3vocContext } from './context.ts'

const MAX_NAME_CHARS = 200

/** The speakers of an event, each once. */
export function readSpeakers(event: JsonAt, context: C3vocContext): readonly ImportedPerson[] {
  const at = firstFieldOf(event, ['persons', 'participants', 'speakers'])
  if (typeof at.value === 'string') return mergePeople(peopleInText(at, context))
  return mergePeople(
    readOptionalList(at).flatMap((item) => {
      const person = readPerson(item, context)
      return person ? [person] : []
    }),
  )
}

function peopleInText(at: JsonAt, context: C3vocContext): readonly NamedPerson[] {
  const names = splitNames(readOptionalLine(at) ?? '')
  if (names.length > 1) {
    context.warnings.tally({
      code: 'names-split',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['text with several names was', 'texts with several names were'])} split into people.`,
    })
  }
  return names.flatMap((value) => readPerson({ value, place: at.place }, context) ?? [])
}

function readPerson(at: JsonAt, context: C3vocContext): NamedPerson | null {
  const isPlainName = !isJsonObject(at.value)
  const nameAt = isPlainName ? at : firstFieldOf(at, ['name', 'public_name', 'full_public_name'])
  const name = readOptionalLine(chooseTranslation(nameAt, context), MAX_NAME_CHARS)
  if (name === null) {
    context.warnings.tally({
      code: 'person-without-name',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['speaker has', 'speakers have'])} no name and ${count === 1 ? 'was' : 'were'} left out.`,
    })
    return null
  }
  return { name, identity: isPlainName ? null : readIdentity(at) }
}

function readIdentity(at: JsonAt): string | null {
  for (const field of ['guid', 'code', 'id']) {
    const id = readOptionalId(fieldOf(at, field))
    if (id !== null) return `${field} ${id}`
  }
  return null
}
