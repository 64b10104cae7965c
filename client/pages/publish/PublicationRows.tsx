import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Publication } from '../../../shared/contracts/publishing.ts'
import { publishAgain, withdrawPublication } from '../../api/publications.ts'
import { publicationsQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import list from '../../components/GroupedRows.module.css'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { formatMoment } from '../../components/times.ts'
import { contentsSentence } from './contents-words.ts'
import classes from './Publish.module.css'

const STATE_NAMES = { live: 'Public', replaced: 'Replaced', withdrawn: 'Taken back' } as const

/** Every publication that ever was, newest first: each can be looked at, and put up again as it was. */
export function PublicationRows({
  slug,
  publications,
}: {
  readonly slug: string
  readonly publications: readonly Publication[]
}) {
  if (publications.length === 0) return null
  return (
    <section className={classes.section} aria-labelledby="publications">
      <h2 id="publications">Publications</h2>
      <ul className={list.rows}>
        {publications.map((publication) => (
          <Row key={publication.id} slug={slug} publication={publication} />
        ))}
      </ul>
    </section>
  )
}

/** The question takes the place of the button that had the focus. */
const focusAtOnce = (button: HTMLButtonElement | null): void => button?.focus()

function Row({ slug, publication }: { readonly slug: string; readonly publication: Publication }) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { id, number, at, by, state, path, contents } = publication
  const isLive = state === 'live'
  const changing = useMutation({
    mutationFn: () => (isLive ? withdrawPublication(id) : publishAgain(id)),
    onSuccess: (now) => {
      client.setQueryData(publicationsQuery(slug).queryKey, now)
      notifyDone(isLive ? 'It is not public any more.' : 'It is public again, as it was.')
    },
    onError: (error) => notifyProblem('Nothing was changed.', error),
    onSettled: () => setAsking(false),
  })
  const act = isLive ? 'Take back' : 'Publish again'
  return (
    <li className={`${list.row} ${classes.publication}`}>
      <div>
        <p>
          <a href={path}>No. {number}</a> <Badge tone={isLive ? 'good' : 'plain'}>{STATE_NAMES[state]}</Badge>
        </p>
        <p className={list.facts}>
          {formatMoment(at)}
          {by !== null && `, ${by}`} · {contentsSentence(contents)}
        </p>
      </div>
      {isAsking ? (
        <fieldset className={classes.asking} aria-label={`${act} no. ${number}?`}>
          <span>{isLive ? 'Readers will find nothing.' : 'Readers will see this one.'}</span>
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            Keep
          </Button>
          <Button
            size="xs"
            {...(isLive ? { color: 'red' } : {})}
            loading={changing.isPending}
            onClick={() => changing.mutate()}
            ref={focusAtOnce}
          >
            {act}
          </Button>
        </fieldset>
      ) : (
        <Button
          size="xs"
          variant="default"
          aria-label={`${act}: no. ${number}`}
          onClick={() => setAsking(true)}
        >
          {act}
        </Button>
      )}
    </li>
  )
}
