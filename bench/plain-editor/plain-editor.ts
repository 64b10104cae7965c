/**
 * What one gets from Tiptap's guide: its editor with collaboration and carets on their defaults, over y-websocket. Typing
 * in it is what typing in ours is compared with. `?server=ws://…&room=NAME` says where the document is.
 */
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import StarterKit from '@tiptap/starter-kit'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'

const query = new URLSearchParams(location.search)
const doc = new Y.Doc()
const provider = new WebsocketProvider(query.get('server') ?? '', query.get('room') ?? '', doc)
const start = (): Editor =>
  new Editor({
    element: document.querySelector('#editor'),
    extensions: [
      StarterKit.configure({ undoRedo: false }),
      Collaboration.configure({ document: doc, field: FRAGMENT }),
      CollaborationCaret.configure({ provider, user: { name: 'Ada', color: '#e64980' } }),
    ],
  })
provider.once('sync', start)
