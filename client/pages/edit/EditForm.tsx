import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'

/** The frame of the forms that change a programme: fields, what is wrong, the two buttons. */
export function EditForm({
  submitLabel,
  message,
  saving,
  onSubmit,
  onCancel,
  children,
}: {
  readonly submitLabel: string
  readonly message: string | undefined
  readonly saving: boolean
  readonly onSubmit: () => void
  readonly onCancel: () => void
  readonly children: ReactNode
}) {
  return (
    <form
      className={form.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <FormMessage message={message} />
      <div className={form.actions}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={saving}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
