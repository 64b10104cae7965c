import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import styles from './NotePane.module.css'
import { countWords } from './word-count.ts'

/** Counting reads the whole text, so it waits for a pause. */
const COUNT_AFTER_MS = 600

/** How long the text is. */
export function NoteFooter({ editor }: { readonly editor: Editor }): React.JSX.Element {
  const words = useWordCount(editor)
  return (
    <footer className={styles['footer']}>
      {words === 1 ? '1 word' : `${words.toLocaleString('en')} words`}
    </footer>
  )
}

function useWordCount(editor: Editor): number {
  const [words, setWords] = useState(() => wordsIn(editor))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const countLater = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        setWords(wordsIn(editor))
      }, COUNT_AFTER_MS)
    }
    countLater()
    editor.on('update', countLater)
    return () => {
      editor.off('update', countLater)
      clearTimeout(timer)
    }
  }, [editor])
  return words
}

function wordsIn(editor: Editor): number {
  const { doc } = editor.state
  return countWords(doc.textBetween(0, doc.content.size, '\n', '\n'))
}
