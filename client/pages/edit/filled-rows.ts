import type { Link, Person } from '../../../shared/contracts/programme.ts'

/** The people as the server takes them: no empty rows, no empty texts. */
export function namedPeople(people: readonly Person[]): Person[] {
  return people
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, affiliation, email }) => ({
      name: name.trim(),
      affiliation: affiliation?.trim() || null,
      ...(email === undefined ? {} : { email: email?.trim() || null }),
    }))
}

/** The links as the server takes them: no empty rows; a link without an address keeps its title. */
export function namedLinks(links: readonly Link[]): Link[] {
  return links
    .map(({ kind, title, url }) => ({ kind, title: title.trim(), url: url?.trim() || null }))
    .filter(({ title, url }) => title !== '' || url !== null)
}
