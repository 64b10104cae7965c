import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Person } from '../../../shared/contracts/programme.ts'
import classes from './RowsEditor.module.css'

/** Edits a list of people: one row each. Rows without a name count for nothing. */
export function PeopleEditor({
  legend,
  people,
  withEmail,
  error,
  onChange,
}: {
  readonly legend: string
  readonly people: readonly Person[]
  readonly withEmail: boolean
  readonly error: string | undefined
  readonly onChange: (people: readonly Person[]) => void
}) {
  const change = (index: number, part: Partial<Person>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...part } : person)))
  return (
    <fieldset className={classes.rows}>
      <legend className={classes.legend}>{legend}</legend>
      {people.map((person, index) => (
        // A row being typed has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.row}>
          <TextInput
            aria-label={`Name of person ${index + 1}`}
            placeholder="Name"
            value={person.name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Affiliation of person ${index + 1}`}
            placeholder="Affiliation"
            value={person.affiliation ?? ''}
            onChange={(event) => change(index, { affiliation: event.currentTarget.value })}
          />
          {withEmail && (
            <TextInput
              aria-label={`E-mail address of person ${index + 1}`}
              placeholder="E-mail (not published)"
              type="email"
              value={person.email ?? ''}
              onChange={(event) => change(index, { email: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove ${person.name || `person ${index + 1}`}`}
            onClick={() => onChange(people.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </div>
      ))}
      {error !== undefined && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...people, { name: '' }])}
        >
          Add a person
        </Button>
      </div>
    </fieldset>
  )
}
