import classes from './Import.module.css'

const MAX_SHOWN_CHARACTERS = 160

/** A line of the file as it is, with its number. */
export function SourceLine({ line, lines }: { readonly line: number; readonly lines: readonly string[] }) {
  const text = lines[line - 1]?.trim() ?? ''
  if (text === '') return null
  return (
    <pre className={classes.source}>
      {text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text}
    </pre>
  )
}
