/** What of a place is shown: its changes against which other place, and its authors. */
import { NativeSelect } from '@mantine/core'
import classes from './ViewChoices.module.css'
import { versionsNewestFirst, type TimeLineState } from './use-time-line.ts'

/** The value of the choice that compares with the step before. */
const STEP_BEFORE = ''

export function ViewChoices({ line }: { readonly line: TimeLineState }) {
  const { showsChanges, showsAuthors, comparesChosen, other } = line
  return (
    <fieldset className={classes.choices} aria-label="View">
      <Choice label="Show changes" checked={showsChanges} onChange={line.setShowsChanges} />
      {showsChanges && (
        <NativeSelect
          size="xs"
          className={classes.select}
          aria-label="Compare with"
          value={comparesChosen ? String(other) : STEP_BEFORE}
          data={otherPlaces(line)}
          onChange={(event) => {
            const { value } = event.currentTarget
            line.go({ other: value === STEP_BEFORE ? null : Number(value) })
          }}
        />
      )}
      <Choice label="Show authors" checked={showsAuthors} onChange={line.setShowsAuthors} />
    </fieldset>
  )
}

/** A native checkbox: what the component library has would be its only use. */
export function Choice({
  label,
  checked,
  onChange,
}: {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}) {
  return (
    <label className={classes.choice}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

function otherPlaces({ timeline, comparesChosen, other, nameOf }: TimeLineState) {
  const places = new Map<number, string>([
    [timeline.seq, 'with now'],
    ...versionsNewestFirst(timeline.versions).map(({ seq, name }) => [seq, `with “${name}”`] as const),
    [0, 'with the empty document'],
  ])
  if (comparesChosen && !places.has(other)) places.set(other, `with ${nameOf(other)}`)
  return [
    { value: STEP_BEFORE, label: 'with the step before' },
    ...[...places].map(([seq, label]) => ({ value: String(seq), label })),
  ]
}
