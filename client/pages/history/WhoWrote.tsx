/** Tells below a document who wrote the passage that is pointed at, and which colour is whose. */
import {
  useEffect,
  useMemo,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { announce } from '../../components/announce.ts'
import { keepStop, nextPassage, passageOf, startAtFirst } from './passages.ts'
import type { TimeLineState } from './use-time-line.ts'
import classes from './WhoWrote.module.css'

export function WhoWrote({
  line,
  frame,
  children,
}: {
  readonly line: TimeLineState
  readonly frame: RefObject<HTMLElement | null>
  readonly children: ReactNode
}) {
  const { looks, author, showsAuthors, comparison } = line
  const doc = comparison.shown?.doc ?? null
  const [pointed, setPointed] = useState<{ readonly at: DocNode | null; readonly who: string | null } | null>(
    null,
  )
  // What was pointed at in another state says nothing about this one.
  const who = pointed?.at === doc ? (pointed?.who ?? null) : null
  const shows = showsAuthors || author !== null
  const writers = useMemo(() => (doc === null ? [] : writersOf(doc)), [doc])

  // Every time, since what is drawn is decided elsewhere; it does nothing where Tab leads somewhere already.
  useEffect(() => startAtFirst(frame.current))

  // What a passage's title says, its colours aside.
  const point = (target: EventTarget | null) => setPointed({ at: doc, who: passageOf(target)?.title ?? null })

  function handleFocus(event: FocusEvent) {
    const passage = passageOf(event.target)
    if (!passage) return
    keepStop(frame.current, passage)
    point(passage)
    announce(passage.title)
  }

  function handleKey(event: KeyboardEvent) {
    const passage = passageOf(event.target)
    const next = passage && nextPassage(frame.current, passage, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div className={classes.sheet}>
      {/* Only listens to what happens on passages inside, each of which can be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={classes.text}
        onPointerOver={(event) => {
          if (event.pointerType === 'mouse') point(event.target)
        }}
        onClick={(event) => point(event.target)}
        onFocus={handleFocus}
        onKeyDown={handleKey}
      >
        {children}
      </div>
      {shows && (
        <div className={classes.foot}>
          <ul className={classes.legend} aria-label="Who wrote this text">
            {(author === null ? writers : [author]).map((writer) => {
              const look = looks[writer]
              return (
                look && (
                  <li
                    key={writer}
                    className={classes.writer}
                    style={{ '--author': look.color, '--author-line': look.line } as CSSProperties}
                  >
                    {look.name}
                  </li>
                )
              )
            })}
          </ul>
          <p className={classes.who}>
            {who === null
              ? 'Point at a passage, or tap it, to see who wrote it and when.'
              : `Written by ${who}`}
          </p>
        </div>
      )}
    </div>
  )
}

/** Those who wrote any of a document, in the order of their first passages. */
function writersOf(node: DocNode, found = new Set<number>()): readonly number[] {
  for (const { type, attrs } of node.marks ?? []) {
    const author = attrs?.['author']
    if (type === 'written' && typeof author === 'number' && author >= 0) found.add(author)
  }
  for (const child of node.content ?? []) writersOf(child, found)
  return [...found]
}
