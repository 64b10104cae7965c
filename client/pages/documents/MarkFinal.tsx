import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { fetchThreads } from '../../api/review.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { notifyProblem } from '../../components/notify.ts'
import { openText } from './open-words.ts'

/** Before a summary becomes final: asks once more when somebody's comments or suggestions on it are open. */
export function MarkFinal({
  noteId,
  onSure,
  onShowOpen,
  onClosed,
}: {
  readonly noteId: string
  readonly onSure: () => void
  /** Leads to the first of them. */
  readonly onShowOpen: () => void
  readonly onClosed: () => void
}) {
  // What was open a minute ago says nothing.
  const { data, error } = useQuery({
    queryKey: ['threads', noteId],
    queryFn: ({ signal }) => fetchThreads(noteId, signal),
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  const open = data ? openText(data.threads) : null
  const isFree = data !== undefined && open === null
  const wantsOpen = useRef(false)

  useEffect(() => {
    if (isFree) onSure()
    if (error) notifyProblem('Nothing was changed.', error)
    if (isFree || error) onClosed()
    // Once for each answer.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isFree, error])

  if (open === null) return null
  const closed = (): void => {
    onClosed()
    if (wantsOpen.current) onShowOpen()
  }
  return (
    <Dialog title="Mark this summary final?" size="sm" onClosed={closed}>
      {(close) => (
        <div className={form.form}>
          <p>{open}</p>
          <p className={form.hint}>
            Nobody can change the text of a final summary. It still takes comments, but no suggestion can be
            accepted until it is reopened.
          </p>
          <div className={form.actions}>
            <Button
              data-autofocus
              variant="default"
              onClick={() => {
                wantsOpen.current = true
                close()
              }}
            >
              Show the first one
            </Button>
            <Button
              onClick={() => {
                onSure()
                close()
              }}
            >
              Mark final
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
