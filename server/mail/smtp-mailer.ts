/**
 * Mail over SMTP: a connection per message, since reminders are few. Nodemailer does the protocol, the encoding of headers
 * and the folding of lines; it is only loaded for the first mail.
 */
import { isIPv4 } from 'node:net'
import type { SendMailOptions } from 'nodemailer'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { MailSettings } from '../config/config.ts'
import type { Logger } from '../log.ts'
import type { Delivery, Mail, Mailer } from './mailer.ts'

/** How long a mail server may take to be connected to and to greet. */
const CONNECT_TIMEOUT_MS = 10 * SECOND_MS
/** How long it may say nothing; some look for spam before they answer. */
const SILENCE_TIMEOUT_MS = 30 * SECOND_MS

export function createSmtpMailer({
  settings,
  log,
  silenceMs = SILENCE_TIMEOUT_MS,
}: {
  readonly settings: MailSettings
  readonly log: Logger
  readonly silenceMs?: number
}): Mailer {
  const { host, port, isSecure, login, from } = settings
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      host,
      port,
      secure: isSecure,
      // A password goes over no open line, except to this machine.
      requireTLS: !isSecure && login !== null && !isLoopback(host),
      ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: Math.min(CONNECT_TIMEOUT_MS, silenceMs),
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  return {
    async send(mail) {
      const transport = await open()
      try {
        await transport.sendMail(messageOf(mail, from))
        return 'sent'
      } catch (error) {
        const delivery = deliveryOf(error)
        // Without the answer's text: mail servers repeat addresses in it.
        log.warn({ delivery, ...reasonOf(error) }, 'a mail could not be sent')
        return delivery
      } finally {
        transport.close()
      }
    },
  }
}

function messageOf({ to, subject, text, stopUrl }: Mail, from: MailSettings['from']) {
  return {
    from,
    to,
    envelope: { from: from.address, to: [to.address] },
    subject,
    text,
    textEncoding: 'quoted-printable' as const,
    xMailer: false,
    headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(stopUrl) },
  } satisfies SendMailOptions
}

/** Programs may end it by one click over TLS only (RFC 8058); over plain HTTP the page is all there is. */
function stopHeaders(stopUrl: string | null): Readonly<Record<string, { prepared: true; value: string }>> {
  if (stopUrl === null) return {}
  // Prepared: an address must not be folded within.
  const header = (value: string) => ({ prepared: true, value }) as const
  const oneClick = stopUrl.startsWith('https:')
    ? { 'List-Unsubscribe-Post': header('List-Unsubscribe=One-Click') }
    : {}
  return { 'List-Unsubscribe': header(`<${stopUrl}>`), ...oneClick }
}

interface SmtpError {
  readonly code?: string
  readonly responseCode?: number
  readonly command?: string
}

function reasonOf(error: unknown): SmtpError {
  const { code, responseCode, command } = error as SmtpError
  return {
    ...(code === undefined ? {} : { code }),
    ...(responseCode === undefined ? {} : { responseCode }),
    ...(command === undefined ? {} : { command }),
  }
}

/** What was said about this message decides about it; everything else is about the server, its TLS, our login or sender. */
function deliveryOf(error: unknown): Delivery {
  const { code = '', responseCode, command } = error as SmtpError
  const isAboutMessage = ['EENVELOPE', 'EMESSAGE'].includes(code) && command !== 'MAIL FROM'
  // 421: the server is about to close.
  if (!isAboutMessage || responseCode === 421) return 'unreachable'
  return responseCode !== undefined && responseCode >= 400 && responseCode < 500 ? 'later' : 'refused'
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
