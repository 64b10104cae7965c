import { ActionIcon } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './PlaceEntry.module.css'
import type { TimeLineState } from './use-time-line.ts'

const NO_COLORS: readonly string[] = []

/** One place in the list: goes there, or compares what is shown with it. */
export function PlaceEntry({
  line,
  seq,
  chosen,
  label,
  detail,
  colors = NO_COLORS,
  onChoose,
  children,
}: {
  readonly line: TimeLineState
  readonly seq: number
  readonly chosen: boolean
  readonly label: string
  readonly detail: string
  readonly colors?: readonly string[]
  readonly onChoose: () => void
  /** More that can be done with this place. */
  readonly children?: ReactNode
}) {
  const compared = line.comparesChosen && line.other === seq && line.showsChanges
  return (
    <li className={classes.entry} data-chosen={chosen || undefined}>
      <button type="button" className={classes.go} aria-current={chosen || undefined} onClick={onChoose}>
        {colors.slice(0, 3).map((color) => (
          <span key={color} className={classes.dot} style={{ background: color }} aria-hidden="true" />
        ))}
        <span className={classes.label}>{label}</span>
        <span className={classes.detail}>{detail}</span>
      </button>
      <ActionIcon
        variant={compared ? 'filled' : 'subtle'}
        color={compared ? 'lagoon' : 'gray'}
        size="sm"
        className={classes.compare}
        aria-label={`Compare with ${label}, ${detail}`}
        aria-pressed={compared}
        title="Compare with this"
        onClick={() => {
          line.setShowsChanges(true)
          line.go({ other: compared ? null : seq })
        }}
      >
        <IconArrowsDiff size={16} />
      </ActionIcon>
      {children}
    </li>
  )
}
