/** Whether a summary still waits for somebody to begin it. */
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { isEmptyDoc, type DocNode } from '../../../shared/schema/doc-json.ts'
import { fetchWriters } from '../../api/history.ts'
import type { OpenText } from './open-texts.ts'

/** As the log calls whoever wrote the template. */
const TEMPLATE_NAME = 'Template'

/** `template`: everything in it came at once from somebody else, so that it may be what summaries begin with. */
export function readSummaryState({ editor, live }: OpenText): 'empty' | 'template' | 'begun' {
  if (isEmptyDoc(editor.getJSON() as DocNode)) return 'empty'
  const clients = [...live.doc.store.clients.keys()]
  const isByOne = clients.length === 1 && clients[0] !== live.doc.clientID
  return isByOne && live.doc.getXmlFragment(FRAGMENT).length > 0 ? 'template' : 'begun'
}

/** Whether nobody but the template wrote in it, which the server knows. Rejects when it cannot be asked. */
export async function isTemplateOnly({ note }: OpenText): Promise<boolean> {
  const { authors } = await fetchWriters(note.id, 0)
  return authors.every(({ name }) => name === TEMPLATE_NAME)
}
