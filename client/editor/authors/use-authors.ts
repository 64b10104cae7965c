/** Keeps the editor's text marked with who wrote it, as long as somebody wants to see it. */
import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import { fetchWriters } from '../../api/history.ts'
import { authorLooks, type AuthorLook } from '../../components/author-looks.ts'
import { formatMoment } from '../../components/times.ts'
import { showAuthors } from './author-marks.ts'
import { authorRuns } from './author-runs.ts'
import { Writers } from './writers.ts'

/** What is typed is on disk by then; and so often at most, however many type. */
const ASK_AFTER_MS = 2_000

export interface AuthorsShown {
  /** Those who wrote any of the text, in the order of their first passages; null: not known yet. */
  readonly looks: readonly AuthorLook[] | null
  /** Whether the server could not tell at the last attempt. */
  readonly hasFailed: boolean
  readonly tryAgain: () => void
}

/** `zone`: what times are told in. */
export function useAuthors(
  editor: Editor,
  { noteId, doc, zone }: { readonly noteId: string; readonly doc: Y.Doc; readonly zone: string },
): AuthorsShown {
  const [looks, setLooks] = useState<readonly AuthorLook[] | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const ask = useRef(() => {})

  useEffect(() => {
    const writers = new Writers()
    const ended = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined

    const show = (): void => {
      const all = authorLooks(writers.authors)
      const runs = authorRuns(doc.getXmlFragment(FRAGMENT), editor.state.doc, writers)
      showAuthors(
        editor,
        runs.flatMap(({ from, to, author, at }) => {
          const look = all[author]
          if (!look) return []
          const style = `--author: ${look.color}; --author-line: ${look.line}`
          return [{ from, to, style, title: `${look.name}, ${formatMoment(at, zone)}` }]
        }),
      )
      const present = [...new Set(runs.map(({ author }) => author))]
      setLooks(present.flatMap((author) => all[author] ?? []))
    }
    const askSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void load()
      }, ASK_AFTER_MS)
    }
    const load = async (): Promise<void> => {
      try {
        writers.add(await fetchWriters(noteId, writers.seq, ended.signal))
      } catch {
        if (!ended.signal.aborted) setFailed(true)
        return
      }
      if (ended.signal.aborted || editor.isDestroyed) return
      setFailed(false)
      // Marks around a text that is being composed would end the composition.
      if (editor.view.composing) askSoon()
      else show()
    }
    ask.current = () => void load()
    void load()
    editor.on('update', askSoon)
    return () => {
      ended.abort()
      clearTimeout(timer)
      editor.off('update', askSoon)
      if (!editor.isDestroyed) showAuthors(editor, [])
    }
  }, [editor, noteId, doc, zone])

  return { looks, hasFailed, tryAgain: () => ask.current() }
}
