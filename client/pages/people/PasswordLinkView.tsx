import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { PasswordLink } from '../../../shared/contracts/account.ts'
import form from '../../components/Form.module.css'
import { OneTimeAddress } from '../../components/OneTimeAddress.tsx'
import { formatMoment } from '../../components/times.ts'

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
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had focus is gone.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={form.form}>
      <h3 ref={heading} tabIndex={-1}>
        A link for {name}
      </h3>
      <p>
        Give it to {name} and nobody else: it sets the password of the account, once, until{' '}
        {formatMoment(link.expiresAt)}.
      </p>
      <OneTimeAddress url={link.url} />
      <p className={form.hint}>Only a fingerprint of it is stored, so it cannot be shown again.</p>
      <div className={form.actions}>
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
