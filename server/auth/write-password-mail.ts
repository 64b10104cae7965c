/** The words of mails with a link that sets a password. Names are one line each, so that none adds a header or a line. */
import { HOUR_MS } from '../../shared/domain/time.ts'
import type { Mail } from '../mail/mailer.ts'
import type { PasswordLinkMade } from './create-password-link.ts'

/** `forgotten`: asked for on the sign-in page; `first`: of a new account; `again`: made by an organiser. */
export type PasswordMailReason = 'forgotten' | 'first' | 'again'

export function writePasswordMail(options: {
  readonly user: { readonly name: string; readonly email: string }
  readonly link: PasswordLinkMade
  /** Without a slash at the end. */
  readonly site: string
  readonly reason: PasswordMailReason
  /** Who made the link, as far as others should know; null: an organiser. */
  readonly maker?: string | null
}): Mail {
  const { user, link, site, reason, maker = null } = options
  const { host } = new URL(site)
  const name = oneLine(user.name)
  const hours = Math.round(link.lifetimeMs / HOUR_MS)
  const isFirst = reason === 'first'
  return {
    to: { name, address: user.email },
    subject: isFirst ? `Your account on ${host}` : `Set a new password for ${host}`,
    // Names may be long, and end a line so that none has to be broken for them.
    text: [
      `Hello ${name},`,
      '',
      ...(reason === 'forgotten'
        ? ['somebody, most likely you, asked for a new password on the page', `${site}/sign-in`]
        : [
            isFirst
              ? 'an account was made for you on'
              : 'a link that sets a new password was made for you on',
            site,
            `by ${maker === null ? 'an organiser' : oneLine(maker)}`,
          ]),
      '',
      ...(isFirst
        ? [`Open this link within ${hours} hours to set its password and sign in.`, 'It works once:']
        : [
            `Open this link within ${hours} hours to set one. It works once, and signs`,
            'you out in every other browser:',
          ]),
      '',
      link.url,
      '',
      ...(isFirst
        ? [
            'Too late? Have another one sent to you:',
            `${site}/forgot-password`,
            '',
            'You know nothing of this? Then do nothing: without the link nobody',
            'sets a password, and nobody but you got it.',
          ]
        : [
            'You did not ask for it? Then do nothing: your password stays what it',
            'is, and nobody but you got this link.',
          ]),
      '',
    ].join('\n'),
    stopUrl: null,
  }
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ')
}
