import { Button } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { plainTextOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { markdownOf } from './doc-text.ts'
import { copyText, downloadText } from './rescue-text.ts'

/** Ways to take the text of a note along. */
export function RescueButtons({
  editor,
  fileName,
}: {
  readonly editor: Editor
  readonly fileName: string
}): React.JSX.Element {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const doc = (): DocNode => editor.getJSON() as DocNode
  const copy = async (): Promise<void> =>
    setOutcome((await copyText(markdownOf(doc()))) ? 'copied' : 'failed')
  const words = { copied: 'Copied', failed: 'Could not copy: download it' } as const
  return (
    <>
      <Button size="xs" variant="default" onClick={() => void copy()}>
        {outcome ? words[outcome] : 'Copy text'}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          downloadText({ text: markdownOf(doc()), fileName: `${fileName}.md`, mediaType: 'text/markdown' })
        }
      >
        Download .md
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          downloadText({
            text: plainTextOf(plainMinutes(doc(), { keepOffRecord: true })),
            fileName: `${fileName}.txt`,
            mediaType: 'text/plain',
          })
        }
      >
        Download .txt
      </Button>
    </>
  )
}
