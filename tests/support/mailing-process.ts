import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { ServerProcess } from './server-process.ts'
import type { SmtpSink } from './smtp-sink.ts'

/** A real server in a process of its own that sends its mail to the sink. Links in mails lead to it. */
export async function startMailingProcess(sink: SmtpSink): Promise<ServerProcess> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const port = String((probe.address() as AddressInfo).port)
  probe.close()
  await once(probe, 'close')
  return ServerProcess.start({
    port,
    env: { PUBLIC_URL: `http://127.0.0.1:${port}`, SMTP_URL: sink.url, MAIL_FROM: 'notes@example.org' },
  })
}
