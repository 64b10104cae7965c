import type { Erratum } from '../../../shared/contracts/notes.ts'
import { formatMoment } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './Documents.module.css'

/** Corrections of a summary, oldest first. */
export function ErrataList({ errata }: { readonly errata: readonly Erratum[] }) {
  if (errata.length === 0) return null
  return (
    <section className={classes.errata} aria-label="Corrections of this summary">
      {withKeys(errata, ({ at }) => at).map(({ key, item: { at, by, text } }) => (
        <p key={key}>
          <strong>
            Correction, {formatMoment(at)}
            {by !== null && `, ${by}`}:
          </strong>{' '}
          {text}
        </p>
      ))}
    </section>
  )
}
