/** What was deleted and is not there any more, to be found again. */
import { Button, Skeleton, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Author, DeletedPassage } from '../../../shared/contracts/history.ts'
import { deletedQuery } from './queries.ts'
import { announce } from '../../components/announce.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { formatMoment } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import { copyText } from '../../editor/rescue-text.ts'
import { SERVER_NAME } from '../../components/author-looks.ts'
import classes from './DeletedText.module.css'

const TYPING_PAUSE_MS = 300

export function DeletedText({
  noteId,
  zone,
  onShow,
}: {
  readonly noteId: string
  readonly zone: string
  readonly onShow: (lastSeq: number) => void
}) {
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS)
  const deleted = useQuery({
    ...deletedQuery(noteId, words),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const count = deleted.data && !deleted.isPlaceholderData ? deleted.data.passages.length : null
  useEffect(() => {
    if (count !== null && words !== '') announce(count === 1 ? '1 passage found' : `${count} passages found`)
  }, [count, words])

  return (
    <section className={classes.deleted} aria-labelledby="deleted-text">
      <h2 id="deleted-text">Deleted text</h2>
      <TextInput
        type="search"
        label="Search in deleted text"
        className={classes.search}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {deleted.isError ? (
        <ErrorState error={deleted.error} onRetry={() => void deleted.refetch()} />
      ) : deleted.data ? (
        <>
          {deleted.data.passages.length === 0 && (
            <p className={classes.hint}>
              {words === ''
                ? 'Nothing was deleted here: all that was written is still there.'
                : `No deleted passage has “${words}”. Try fewer letters.`}
            </p>
          )}
          <ol className={classes.passages} aria-busy={deleted.isPlaceholderData}>
            {withKeys(deleted.data.passages, ({ lastSeq, text }) => `${lastSeq} ${text.slice(0, 40)}`).map(
              ({ key, item }) => (
                <Passage
                  key={key}
                  passage={item}
                  authors={deleted.data.authors}
                  zone={zone}
                  onShow={onShow}
                />
              ),
            )}
          </ol>
          {deleted.data.more && (
            <p className={classes.hint}>There is more. Search for a word of what you miss.</p>
          )}
        </>
      ) : (
        <Skeleton height={160} />
      )}
    </section>
  )
}

function Passage({
  passage,
  authors,
  zone,
  onShow,
}: {
  readonly passage: DeletedPassage
  readonly authors: readonly Author[]
  readonly zone: string
  readonly onShow: (lastSeq: number) => void
}) {
  const { text, at, lastSeq } = passage
  const nameOf = (place: number) => authors[place]?.name ?? SERVER_NAME
  const [writer, remover] = [nameOf(passage.author), nameOf(passage.deletedBy)]

  async function copy() {
    if (await copyText(text)) notifyDone('The passage is copied.')
    else notifyProblem('Nothing was copied.', new Error('The browser does not allow it.'))
  }

  return (
    <li className={classes.passage}>
      <blockquote className={classes.text}>{text}</blockquote>
      <p className={classes.hint}>
        {writer === remover
          ? `Written and deleted by ${writer}`
          : `Written by ${writer}, deleted by ${remover}`}
        , {formatMoment(at, zone)}
      </p>
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          Copy
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onShow(lastSeq)}>
          Show where it was
        </Button>
      </div>
    </li>
  )
}
