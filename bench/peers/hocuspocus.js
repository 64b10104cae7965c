// Hocuspocus with its SQLite extension, everything else on its defaults: node hocuspocus.js PORT DATABASE_FILE
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'

const [port, database] = process.argv.slice(2)
await new Server({
  address: '127.0.0.1',
  port: Number(port),
  quiet: true,
  extensions: [new SQLite({ database })],
}).listen()
