import { IconFile, IconUpload } from '@tabler/icons-react'
import { useId, useState } from 'react'
import classes from './FileDrop.module.css'

/** A file field as large as its frame, so that a file can be dropped anywhere on it: the browser's own field does both. */
export function FileDrop({
  label,
  hint,
  accept,
  file,
  onFile,
}: {
  readonly label: string
  readonly hint?: string
  readonly accept?: string
  readonly file: File | null
  readonly onFile: (file: File) => void
}) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    <label
      className={classes.drop}
      htmlFor={id}
      data-over={over || undefined}
      data-filled={file !== null || undefined}
    >
      <span className={classes.icon} aria-hidden="true">
        {file ? <IconFile /> : <IconUpload />}
      </span>
      <span className={classes.label}>{label}</span>
      <span className={classes.state}>
        {file ? `${file.name} (${formatSize(file.size)})` : 'Choose a file, or drop it here'}
      </span>
      {hint !== undefined && <span className={classes.hint}>{hint}</span>}
      <input
        id={id}
        className={classes.input}
        type="file"
        accept={accept}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen) onFile(chosen)
          // The same file again is a change too: it may have been edited.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}

function formatSize(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
