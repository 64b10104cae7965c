import { explainError } from '../../components/explain-error.ts'
import classes from './Import.module.css'
import { lineOfPlace } from './line-of-place.ts'
import { SourceLine } from './SourceLine.tsx'

/** Why an import did not work, and at which place of the file. Nothing was changed. */
export function ImportProblem({
  error,
  lines,
}: {
  readonly error: unknown
  readonly lines: readonly string[]
}) {
  const { title, detail, code, place, requestId } = explainError(error)
  const line = lineOfPlace(place)
  return (
    <div className={classes.problem} role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      {place !== null && <p className={classes.where}>Where: {place}</p>}
      {line !== null && <SourceLine line={line} lines={lines} />}
      <p className={classes.where}>
        Nothing was changed.
        {code === 'internal' && requestId !== null && (
          <>
            {' '}
            Request <code>{requestId}</code>
          </>
        )}
      </p>
    </div>
  )
}
