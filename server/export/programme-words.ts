/** People and links of a programme as pages write them. */
import type { Link } from '../../shared/contracts/programme.ts'
import type { ExportLink } from './programme.ts'

/** Somebody of the programme; whatever else is known is not looked at. */
interface NamedPerson {
  readonly name: string
  readonly affiliation?: string | null | undefined
}

const LINK_KINDS: Readonly<Record<Link['kind'], string>> = {
  slides: 'Slides',
  recording: 'Recording',
  etherpad: 'Etherpad',
  paper: 'Paper',
  details: 'Details',
  reference: 'Reference',
  web: 'Link',
}

/** Names with affiliations. E-mail addresses are never part of a page, whatever the data holds. */
export function peopleNames(people: readonly NamedPerson[]): string {
  return people.map(personWords).join(', ')
}

function personWords({ name, affiliation }: NamedPerson): string {
  return affiliation ? `${name} (${affiliation})` : name
}

/** What a link is called: what it leads to, and its title where that says more. */
export function linkWords({ kind, title }: Pick<ExportLink, 'kind' | 'title'>): string {
  const name = LINK_KINDS[kind]
  if (title === '') return name
  return title.toLowerCase().includes(name.toLowerCase()) || kind === 'web' ? title : `${name}: ${title}`
}

/** A language tag as attributes of a page take it, or null: programmes also hold words like “English” here. */
export function languageTag(language: string | null): string | null {
  return language !== null && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(language) ? language : null
}
