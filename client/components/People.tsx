import type { Person } from '../../shared/contracts/programme.ts'
import classes from './People.module.css'
import { withKeys } from './unique-keys.ts'

/** Names in one line of text, with where they are from; addresses only where the server gave them. */
export function People({
  people,
  withEmail = false,
}: {
  readonly people: readonly Person[]
  readonly withEmail?: boolean
}) {
  return (
    <span className={classes.people}>
      {withKeys(people, ({ name }) => name).map(({ key, item: { name, affiliation, email } }, index) => (
        <span key={key}>
          {withEmail && email ? <a href={`mailto:${email}`}>{name}</a> : name}
          {affiliation ? <span className={classes.from}> ({affiliation})</span> : null}
          {index < people.length - 1 && ', '}
        </span>
      ))}
    </span>
  )
}
