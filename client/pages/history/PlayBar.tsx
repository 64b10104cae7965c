import { ActionIcon, Button } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
} from '@tabler/icons-react'
import classes from './PlayBar.module.css'
import { SPEEDS } from './stops.ts'
import type { Player } from './use-player.ts'
import type { TimeLineState } from './use-time-line.ts'

/** Moves through the time line: a slider over all stops, and a way to have them pass by on their own. */
export function PlayBar({ line, player }: { readonly line: TimeLineState; readonly player: Player }) {
  const { stops, index, stop, words } = line
  const last = stops.length - 1
  const label = `${words.labelOf(stop)}, ${index + 1} of ${stops.length}`
  const go = (target: number) => {
    player.stop()
    line.goToStop(target)
  }
  return (
    <fieldset className={classes.bar} aria-label="Move through time">
      <Button
        size="compact-md"
        className={classes.play}
        disabled={last === 0}
        leftSection={
          player.playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />
        }
        onClick={player.toggle}
      >
        {player.playing ? 'Pause' : 'Play'}
      </Button>
      <div className={classes.slide}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label="Step before"
          disabled={index <= 0}
          onClick={() => go(index - 1)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <input
          type="range"
          className={classes.slider}
          aria-label="Place in time"
          aria-valuetext={label}
          min={0}
          max={Math.max(last, 0)}
          step={1}
          value={index}
          disabled={last === 0}
          onChange={(event) => go(Number(event.currentTarget.value))}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label="Step after"
          disabled={index >= last}
          onClick={() => go(index + 1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </div>
      <span className={classes.count}>
        {index + 1} of {stops.length}
      </span>
      <fieldset className={classes.speeds}>
        <legend className="visually-hidden">Speed</legend>
        {SPEEDS.map((speed) => (
          <label key={speed} className={classes.speed}>
            <input
              type="radio"
              name="history-speed"
              value={speed}
              checked={player.speed === speed}
              onChange={() => player.setSpeed(speed)}
            />
            {speed}×
          </label>
        ))}
      </fieldset>
    </fieldset>
  )
}
