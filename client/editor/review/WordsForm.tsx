/** A field for the words of a comment. Control or Command with Enter sends it, Escape gives up. */
import { Button, Textarea } from '@mantine/core'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { MAX_COMMENT_CHARS } from '../../../shared/domain/review.ts'
import styles from './ReviewPanel.module.css'

export function WordsForm({
  label,
  submitLabel,
  initial = '',
  isOptional = false,
  takesFocus = true,
  isBusy,
  problem,
  children,
  onTyped,
  onSubmit,
  onCancel,
}: {
  readonly label: string
  readonly submitLabel: string
  readonly initial?: string
  readonly isOptional?: boolean
  readonly takesFocus?: boolean
  readonly isBusy: boolean
  readonly problem: string | null
  /** Fields before the words. */
  readonly children?: ReactNode
  readonly onTyped?: (text: string) => void
  readonly onSubmit: (text: string) => void
  readonly onCancel: () => void
}): React.JSX.Element {
  const [text, setText] = useState(initial)
  const canSend = (isOptional || text.trim() !== '') && !isBusy
  const send = (): void => {
    if (canSend) onSubmit(text.trim())
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    }
  }
  return (
    // Escape and Control-Enter work in every field.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles['form']}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {children}
      <Textarea
        size="sm"
        label={label}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_COMMENT_CHARS}
        value={text}
        ref={goToEnd}
        // Asked for just now, by a button or a key.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        onChange={(event) => {
          onTyped?.(event.currentTarget.value)
          setText(event.currentTarget.value)
        }}
      />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['actions']}>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="compact-sm" type="submit" disabled={!canSend} loading={isBusy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}

/** Who comes back to what they began goes on behind it. */
function goToEnd(field: HTMLTextAreaElement | null): void {
  field?.setSelectionRange(field.value.length, field.value.length)
}
