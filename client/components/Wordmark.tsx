import classes from './Wordmark.module.css'

/** The product's sign and name; `compact` leaves the name out where room is short. */
export function Wordmark({ compact }: { readonly compact: boolean }) {
  return (
    <span className={classes.wordmark}>
      <svg className={classes.sign} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#0b6a66" />
        <path d="M9 10h14M9 16h9M9 22h5" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
        <path d="M21.5 15.5v8" stroke="#ffb98a" strokeWidth="2.6" strokeLinecap="round" />
      </svg>
      <span className={classes.name} data-compact={compact || undefined}>
        Rapporteur
      </span>
    </span>
  )
}
