import { startServer } from '../main.ts'
import type { Command } from './command.ts'
import { textOption, UsageError } from './command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Serves until it is told to stop (SIGINT, SIGTERM).',
  positionals: [],
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: 'port to listen on (default: PORT, else 3000; 0: any free one)',
    },
    host: { type: 'string', value: 'HOST', help: 'address to listen on (default: HOST, else 127.0.0.1)' },
  },
  async run(input) {
    const port = textOption(input, 'port')
    if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
      throw new UsageError(`--port: expected a whole number from 0 to 65535, found “${port}”.`)
    }
    const { config } = input
    const server = await startServer({
      ...config,
      port: port === undefined ? config.port : Number(port),
      host: textOption(input, 'host') ?? config.host,
    })
    await server.stopped
    return 0
  },
}
