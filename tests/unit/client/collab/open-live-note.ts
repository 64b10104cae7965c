/** Opens live notes against a test server and waits for what they show. */
import { afterEach } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import type { LocalCopies } from '../../../../client/collab/local-copy.ts'
import { LiveNote, type LiveNoteOptions } from '../../../../client/collab/live-note.ts'
import type { SyncState } from '../../../../client/collab/sync-state.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import * as Y from 'yjs'
import type { NoteServer } from './note-server.ts'

const opened: LiveNote[] = []

afterEach(() => {
  for (const live of opened.splice(0)) live.dispose()
})

export function optionsFor(
  server: NoteServer,
  more: Partial<LiveNoteOptions> & { readonly copies?: LocalCopies | null } = {},
): LiveNoteOptions {
  return {
    noteId: 'note',
    serverUrl: server.url,
    mayWrite: true,
    identity: { name: 'Ada', color: '#0b6a66' },
    copies: null,
    page: null,
    webSocket: NodeWebSocket as unknown as typeof WebSocket,
    ...more,
  }
}

/** Opens a note; it is disposed after the test. */
export function openLiveNote(server: NoteServer, more: Partial<LiveNoteOptions> = {}): LiveNote {
  const live = new LiveNote(optionsFor(server, more))
  opened.push(live)
  return live
}

/** Resolves with the first state that fulfils the condition, the present one included. */
export function stateOf(live: LiveNote, isMet: (state: SyncState) => boolean): Promise<SyncState> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!isMet(live.sync)) return
      stop()
      resolve(live.sync)
    }
    const stop = live.onSync(check)
    check()
  })
}

export const reaches = (live: LiveNote, kind: SyncState['kind']): Promise<SyncState> =>
  stateOf(live, (state) => state.kind === kind)

/** Types one paragraph: one change. */
export function type(live: LiveNote, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  const fragment = live.doc.getXmlFragment(FRAGMENT)
  fragment.insert(fragment.length, [paragraph])
}

export function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment(FRAGMENT).toJSON()
}
