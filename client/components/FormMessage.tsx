import { Alert } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** What is wrong with a form as a whole. Stays in the page when empty, so that screen readers hear it change. */
export function FormMessage({ message }: { readonly message: string | undefined }) {
  return (
    <div role="alert">
      {message !== undefined && (
        <Alert color="red" variant="light" icon={<IconAlertCircle />} role="presentation">
          {message}
        </Alert>
      )}
    </div>
  )
}
