import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { loadConfig, type MailSettings } from '../../../../server/config/config.ts'
import { isMailAddress } from '../../../../server/mail/mailer.ts'
import { createSmtpMailer } from '../../../../server/mail/smtp-mailer.ts'
import { SmtpSink, type SinkMode } from '../../../support/smtp-sink.ts'

const MAIL = {
  to: { name: 'Jürgen', address: 'j@example.org' },
  subject: `${'Größe '.repeat(20)}!`,
  text: `${'ä'.repeat(300)}\n.\nend\n`,
  stopUrl: 'https://notes.example.org/reminders/s',
}

async function startSink(mode: SinkMode): Promise<SmtpSink> {
  const sink = await SmtpSink.start()
  sink.mode = mode
  onTestFinished(() => sink.close())
  return sink
}

const settingsOf = (url: string): MailSettings =>
  loadConfig({ SMTP_URL: url, MAIL_FROM: 'a@example.org', PUBLIC_URL: 'https://notes.example.org' }).mail!
const mailerOf = (url: string, lines: string[] = []) =>
  createSmtpMailer({
    settings: settingsOf(url),
    log: pino({}, { write: (line) => void lines.push(line) }),
    silenceMs: 200,
  })

it('[REMIND-6] what a mail server answers tells whether to try again, and others', async () => {
  const outcomes: Record<SinkMode, string> = {
    take: 'sent',
    later: 'later',
    refuse: 'refused',
    busy: 'unreachable',
    hang: 'unreachable',
    hold: 'unreachable',
  }
  for (const [mode, outcome] of Object.entries(outcomes)) {
    const sink = await startSink(mode as SinkMode)
    expect([mode, await mailerOf(sink.url).send(MAIL)]).toEqual([mode, outcome])
  }
  const gone = await startSink('take')
  const { url } = gone
  gone.close()
  expect(await mailerOf(url).send(MAIL)).toBe('unreachable')
})

it('[REMIND-12] the log says why a mail was not sent, and not to whom', async () => {
  const lines: string[] = []
  const sink = await startSink('refuse')
  await mailerOf(sink.url, lines).send(MAIL)
  expect(lines.join('')).toContain('"responseCode":550')
  expect(lines.join('')).not.toContain('j@example.org')
})

it('[REMIND-8] text of any script arrives as it is', async () => {
  const sink = await startSink('take')
  await mailerOf(sink.url).send(MAIL)
  const [mail] = sink.mails
  expect(mail?.subject).toBe(MAIL.subject)
  expect(mail?.text.replaceAll('\r\n', '\n')).toBe(MAIL.text)
  const longest = Math.max(...mail!.source.split('\r\n').map((line) => line.length))
  expect(longest).toBeLessThanOrEqual(78)
})

it('[REMIND-9] only one address alone is one', () => {
  for (const text of ['a@example.org', 'a.b+c@mail.example.org', 'ü@münchen.example']) {
    expect([text, isMailAddress(text)]).toEqual([text, true])
  }
  const wrong = [
    'a@b,c@d',
    'a@b c@d',
    'x<a@b>',
    'a@b\r\nBcc: c@d',
    'a@b\u0000',
    'a@@b',
    '@b',
    'a@',
    'a@b.',
    '"a b"@c',
    'a@[::1]',
    'a:b@c;',
  ]
  for (const text of wrong) expect([text, isMailAddress(text)]).toEqual([text, false])
})
