import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { PasswordLink } from '../../../shared/contracts/account.ts'
import form from '../../components/Form.module.css'
import { OneTimeAddress } from '../../components/OneTimeAddress.tsx'
import { formatMoment } from '../../components/times.ts'

/** What became of a link that sets an account's password: on its way by mail, or here, the only time that anybody sees it. */
export function PasswordLinkView({
  name,
  email,
  link,
  onDone,
}: {
  readonly name: string
  /** Null: not known here. */
  readonly email: string | null
  readonly link: PasswordLink
  readonly onDone: () => void
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had focus is gone.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={form.form}>
      <h3 ref={heading} tabIndex={-1}>
        {link.delivery === 'shown'
          ? `A link for ${name}`
          : link.delivery === 'mailed'
            ? `A link is on its way to ${name}`
            : 'The mail could not be sent'}
      </h3>
      {link.delivery === 'shown' && link.url !== null ? (
        <>
          <p>
            Give it to {name} and nobody else: it sets the password of the account, once, until{' '}
            {formatMoment(link.expiresAt)}.
          </p>
          <OneTimeAddress url={link.url} />
          <p className={form.hint}>Only a fingerprint of it is stored, so it cannot be shown again.</p>
        </>
      ) : link.delivery === 'mailed' ? (
        <p>
          It went to {email ?? 'the address of the account'}, and sets the password of the account, once,
          until {formatMoment(link.expiresAt)}. If nothing arrives, look for it among the spam, or send
          another one.
        </p>
      ) : (
        <p>
          The account of {name} is there, but no mail server took the link for{' '}
          {email ?? 'the address of the account'}. Check the address, and send another one in some minutes;
          organisers of the site can also make one to hand over.
        </p>
      )}
      <div className={form.actions}>
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
