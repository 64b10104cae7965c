import { Button } from '@mantine/core'
import { IconArrowBackUp, IconBookmark, IconMarkdown } from '@tabler/icons-react'
import { useState } from 'react'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { markdownOf } from '../../editor/doc-text.ts'
import { copyText } from '../../editor/rescue-text.ts'
import { NamePlaceDialog } from './NamePlaceDialog.tsx'
import type { Outcome } from './OutcomeBar.tsx'
import { withoutAuthors } from './read-state.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import classes from './StateActions.module.css'
import type { TimeLineState } from './use-time-line.ts'

/** What can be done with the state that is looked at: go back to it, name it, take it along. */
export function StateActions({
  line,
  onDone,
}: {
  readonly line: TimeLineState
  readonly onDone: (outcome: Outcome) => void
}) {
  const [dialog, setDialog] = useState<'restore' | 'name' | null>(null)
  const { shown } = line.comparison
  const close = () => setDialog(null)

  async function copy() {
    if (!shown) return
    if (await copyText(markdownOf(withoutAuthors(shown.state))))
      notifyDone('This state is copied as Markdown.')
    else notifyProblem('Nothing was copied.', new Error('The browser does not allow it.'))
  }

  return (
    <div className={classes.actions}>
      {!line.isNewest && (
        <Button
          size="compact-md"
          leftSection={<IconArrowBackUp size={16} />}
          onClick={() => setDialog('restore')}
        >
          Restore this state
        </Button>
      )}
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconBookmark size={16} />}
        onClick={() => setDialog('name')}
      >
        Name this place
      </Button>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconMarkdown size={16} />}
        disabled={!shown}
        onClick={() => void copy()}
      >
        Copy as Markdown
      </Button>
      {dialog === 'restore' && <RestoreDialog line={line} onDone={onDone} onClosed={close} />}
      {dialog === 'name' && <NamePlaceDialog line={line} onDone={onDone} onClosed={close} />}
    </div>
  )
}
