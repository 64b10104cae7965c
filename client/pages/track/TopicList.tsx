import type { Topic } from '../../../shared/contracts/programme.ts'
import classes from './TopicList.module.css'

/** The topics that a track announced, indented by their level. */
export function TopicList({ topics }: { readonly topics: readonly Topic[] }) {
  return (
    <ul className={classes.topics}>
      {topics.map(({ text, level }, index) => (
        <li key={index} style={{ marginInlineStart: `${level}rem` }}>
          {text}
        </li>
      ))}
    </ul>
  )
}
