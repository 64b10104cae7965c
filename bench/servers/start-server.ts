import type { BenchServer, ServerName, ServerSetting } from './bench-server.ts'
import { Peer } from './peer.ts'
import { Rapporteur } from './rapporteur.ts'

export async function startServer(name: ServerName, setting: ServerSetting): Promise<BenchServer> {
  const server =
    name === 'ours'
      ? new Rapporteur(setting)
      : name === 'hocuspocus'
        ? Peer.hocuspocus(setting)
        : Peer.yWebsocket(setting)
  await server.start()
  return server
}
