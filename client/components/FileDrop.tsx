import { IconFile, IconUpload } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import classes from './FileDrop.module.css'

/** A file field that can also be dropped on. The field itself stays usable by keyboard and screen reader. */
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
  // Counts enters and leaves, since both also come from the elements inside.
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  return (
    <label
      className={classes.drop}
      htmlFor={id}
      data-over={over || undefined}
      data-filled={file !== null || undefined}
      onDragEnter={(event) => {
        event.preventDefault()
        depth.current += 1
        setOver(true)
      }}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={() => {
        depth.current -= 1
        if (depth.current === 0) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        depth.current = 0
        setOver(false)
        const dropped = event.dataTransfer.files[0]
        if (dropped) onFile(dropped)
      }}
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
