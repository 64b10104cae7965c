import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { PasswordLink } from '../../../shared/contracts/account.ts'
import { announce } from '../../components/announce.ts'
import form from '../../components/Form.module.css'
import { formatMoment } from '../../components/times.ts'
import share from '../share/ShareDialog.module.css'

/** The link that sets an account's password: the only time that anybody sees it. */
export function PasswordLinkView({
  name,
  link,
  onDone,
}: {
  readonly name: string
  readonly link: PasswordLink
  readonly onDone: () => void
}) {
  const clipboard = useClipboard({ timeout: 4_000 })
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had focus is gone.
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    if (clipboard.copied) announce('The link is copied.')
  }, [clipboard.copied])
  return (
    <div className={form.form}>
      <h3 ref={heading} tabIndex={-1}>
        A link for {name}
      </h3>
      <p>
        Give it to {name} and nobody else: it sets the password of the account, once, until{' '}
        {formatMoment(link.expiresAt)}.
      </p>
      <p className={share.address}>{link.url}</p>
      <div>
        <Button
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => clipboard.copy(link.url)}
        >
          {clipboard.copied ? 'Copied' : 'Copy the link'}
        </Button>
      </div>
      {clipboard.error !== null && (
        <p role="alert">The browser did not let it be copied. Select the address and copy it by hand.</p>
      )}
      <p className={form.hint}>Only a fingerprint of it is stored, so it cannot be shown again.</p>
      <div className={form.actions}>
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
