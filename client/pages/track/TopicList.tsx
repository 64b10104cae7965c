import type { Topic } from '../../../shared/contracts/programme.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './TopicList.module.css'

/** The topics that a track announced, indented by their level. */
export function TopicList({ topics }: { readonly topics: readonly Topic[] }) {
  return (
    <ul className={classes.topics}>
      {withKeys(topics, ({ text }) => text).map(({ key, item: { text, level } }) => (
        <li key={key} style={{ marginInlineStart: `${level}rem` }}>
          {text}
        </li>
      ))}
    </ul>
  )
}
