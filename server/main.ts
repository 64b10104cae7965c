/**
 * The process: starts a server, prints where it listens, and stops it in order on a signal.
 *
 * Stopping: no new connections → /readyz says no → everything staged is committed → clients are told when to come back
 * → database closed. A deadline guards against something that hangs; what is committed is safe either way.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import type { Config } from './config/config.ts'
import { createContext } from './create-context.ts'
import { StartError } from './errors.ts'
import type { Clock } from './lib/clock.ts'
import { createNoteBeginner } from './notes/begin-note.ts'
import { Gateway } from './realtime/gateway.ts'
import { startReminderRounds } from './remind/reminder-rounds.ts'
import { Indexer } from './search/indexer.ts'

/** How long stopping may take before the process ends by force. */
const STOP_DEADLINE_MS = 10_000
/** How long people get the answer that their last edits are saved before they are told to come back later. */
const COMMIT_WAIT_MS = 1_000

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string
  /** The one-time set-up link while there is no organiser. */
  readonly setupLink: string | null
  stop(): Promise<void>
  /** Resolves when it has stopped, for whatever reason. */
  readonly stopped: Promise<void>
}

/** Starts a server without touching the process: for tests and for `startServer`. Throws StartError. */
export async function listen(config: Config, options: { clock?: Clock } = {}): Promise<RunningServer> {
  const context = await createContext(config, options)
  try {
    const gateway = new Gateway(context, { begin: createNoteBeginner(context) })
    const indexer = new Indexer(context)
    const app = createApp(context, {
      gateway,
      connections: () => gateway.connections,
      searchLagSeconds: () => indexer.lagSeconds,
      searchIndexBytes: () => indexer.indexBytes,
    })
    const server = createServer(app.handle)
    server.on('upgrade', (request, socket, head) => void gateway.upgrade(request, socket, head))
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause: NodeJS.ErrnoException) => reject(explainListenError(cause, config)))
      server.listen(config.port, config.host, resolve)
    })
    const { address, family, port } = server.address() as AddressInfo
    const host = ['0.0.0.0', '::'].includes(address)
      ? 'localhost'
      : family === 'IPv6'
        ? `[${address}]`
        : address
    const url = `http://${host}:${port}`
    context.setListenUrl(url)
    // Not before people are served.
    indexer.start()
    const reminders = startReminderRounds(context)

    let resolveStopped = () => {}
    const stopped = new Promise<void>((resolve) => (resolveStopped = resolve))
    let stopping: Promise<void> | null = null
    const stop = async () => {
      app.stopAccepting()
      const closed = new Promise((resolve) => server.close(resolve))
      // Whoever goes on typing must not keep it from stopping.
      await Promise.race([
        context.rooms.commitStaged(),
        new Promise<void>((resolve) => context.clock.after(COMMIT_WAIT_MS, resolve)),
      ])
      gateway.close()
      indexer.stop()
      await reminders.stop()
      await context.close()
      server.closeAllConnections()
      await closed
      resolveStopped()
    }
    const setupPath = await app.setupPath()
    const setupLink = setupPath && `${context.publicUrl()}${setupPath}`
    return { url, setupLink, stopped, stop: () => (stopping ??= stop()) }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** Starts a server and ties it to the process's signals and standard output. */
export async function startServer(config: Config): Promise<RunningServer> {
  const server = await listen(config)
  const lines = [`Rapporteur listening on ${config.publicUrl ?? server.url}`]
  if (server.setupLink) lines.push(`Name the first organiser (this link works once): ${server.setupLink}`)
  console.log(lines.join('\n'))
  const stop = () => {
    // A second signal, or a stop that hangs, ends the process at once.
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref()
    process.once('SIGINT', () => process.exit(1))
    void server.stop()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return server
}

function explainListenError(cause: NodeJS.ErrnoException, { host, port }: Config): Error {
  if (cause.code === 'EADDRINUSE')
    return new StartError(`Port ${port} of ${host} is in use: set PORT to another one.`, { cause })
  if (cause.code === 'EACCES')
    return new StartError(`Port ${port} may not be opened by this user: set PORT to one above 1023.`, {
      cause,
    })
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND')
    return new StartError(`HOST ${host} is no address of this machine.`, { cause })
  return cause
}
