/** In an empty summary: the offer to begin it with what is marked in the notes. */
import { IconSparkles } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import type { DocJson } from '../../../shared/schema/doc-json.ts'
import { announce } from '../../components/announce.ts'
import { useCommands } from '../../components/commands/site-commands.ts'
import { notifyTrouble } from '../../components/notify.ts'
import { isNoteInFocus } from '../note-in-focus.ts'
import { withOrigins } from './block-items.ts'
import styles from './DraftOffer.module.css'
import { keepOneDraft } from './draft-once.ts'
import { draftSummary } from './draft-summary.ts'
import { flashBlocks } from './flash.ts'
import { awaitText, findText, onTexts, type OpenText } from './open-texts.ts'
import { insertAsOneStep, OPEN_LIMIT_MS } from './pull-into-summary.ts'
import { isTemplateOnly, readSummaryState } from './summary-state.ts'
import type { Twins } from './twins.ts'

interface DraftOfferProps {
  readonly summary: OpenText
  readonly twins: Twins
  readonly paneRef: RefObject<HTMLElement | null>
}

const LABEL = 'Draft from the notes'
const NOTHING_DRAFTED = 'Nothing was drafted.'

export function DraftOffer({ summary, twins, paneRef }: DraftOfferProps): React.JSX.Element | null {
  const offer = useRef<HTMLDivElement>(null)
  const isWaiting = useIsWaiting(summary)
  const hasNotes = useHasNotes(twins)
  const [isDrafting, setDrafting] = useState(false)
  const isOffered = isWaiting && hasNotes
  usePlace(summary, offer, isOffered)
  const draft = async (): Promise<void> => {
    setDrafting(true)
    await draftFromNotes(summary, twins)
    setDrafting(false)
  }
  useCommands(() =>
    isOffered && isNoteInFocus(paneRef.current)
      ? [{ id: 'note: draft', group: 'note', label: LABEL, icon: IconSparkles, run: () => void draft() }]
      : [],
  )
  if (!isOffered) return null
  return (
    <div ref={offer} className={styles['offer']}>
      <button type="button" className={styles['button']} disabled={isDrafting} onClick={() => void draft()}>
        <IconSparkles size={16} stroke={1.8} aria-hidden />
        {LABEL}
      </button>
      <p className={styles['what']}>
        Headings, decisions, actions, questions and links, as they stand there.
      </p>
    </div>
  )
}

/** Says what came of it; never rejects. */
async function draftFromNotes(summary: OpenText, twins: Twins): Promise<void> {
  twins.open('notes')
  const notes = await awaitText(twins.ids.notes, OPEN_LIMIT_MS)
  if (!notes) {
    notifyTrouble(NOTHING_DRAFTED, 'The notes could not be opened. Try again once they are there.')
    return
  }
  const { editor } = summary
  const marked = withOrigins(notes.editor.state.doc, notes.live.doc.getXmlFragment(FRAGMENT), notes.note.id)
  const blocks = draftSummary(marked.toJSON() as DocJson)
  if (blocks.length === 0) {
    notifyTrouble(NOTHING_DRAFTED, 'The notes hold no decisions, actions, questions or links yet.')
    return
  }
  if (readSummaryState(summary) === 'begun' || !editor.isEditable) {
    notifyTrouble(NOTHING_DRAFTED, 'Somebody has begun to write the summary meanwhile.')
    return
  }
  const placed = insertAsOneStep(editor, blocks, { atCaret: false })
  summary.hasCaret = true
  editor.commands.focus(null, { scrollIntoView: false })
  flashBlocks(editor, placed)
  announce('The summary has a draft now. Undo takes it away again.')
  keepOneDraft(summary, blocks, () =>
    notifyTrouble('Your draft was taken back.', 'Somebody else made one at the same moment: theirs is here.'),
  )
}

/** Whether the summary is as it began. What only looks like a template is asked about once. */
function useIsWaiting(summary: OpenText): boolean {
  const [state, setState] = useState(() => readSummaryState(summary))
  const [isTemplate, setTemplate] = useState<boolean | null>(null)
  useEffect(() => {
    const check = (): void => setState(readSummaryState(summary))
    check()
    summary.editor.on('update', check)
    return () => {
      summary.editor.off('update', check)
    }
  }, [summary])
  const asks = state === 'template' && isTemplate === null
  useEffect(() => {
    if (!asks) return undefined
    let isWanted = true
    const tell = (answer: boolean): void => {
      if (isWanted) setTemplate(answer)
    }
    isTemplateOnly(summary).then(tell, () => tell(false))
    return () => {
      isWanted = false
    }
  }, [asks, summary])
  return state === 'empty' || (state === 'template' && isTemplate === true)
}

/** Whether there is something to make a draft of, as far as that is known: notes that are not open may hold anything. */
function useHasNotes({ ids }: Twins): boolean {
  const notes = useSyncExternalStore(onTexts, () => findText(ids.notes))
  const [hasMarked, setHasMarked] = useState(true)
  useEffect(() => {
    if (!notes) return undefined
    const check = (): void => setHasMarked(draftSummary(notes.editor.getJSON() as DocJson).length > 0)
    let timer: ReturnType<typeof setTimeout> | undefined
    const checkSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        check()
      }, CHECK_AFTER_MS)
    }
    check()
    notes.editor.on('update', checkSoon)
    return () => {
      clearTimeout(timer)
      notes.editor.off('update', checkSoon)
    }
  }, [notes])
  return notes === null || hasMarked
}

/** Looking through long notes takes some milliseconds: not at every letter. */
const CHECK_AFTER_MS = 1_000

/** Below what is there, in the free part of the pane. */
function usePlace({ editor }: OpenText, offer: RefObject<HTMLElement | null>, isOffered: boolean): void {
  useLayoutEffect(() => {
    const pane = offer.current?.offsetParent
    if (!isOffered || !pane) return undefined
    const place = (): void => placeBelow(editor, offer.current)
    const observer = new ResizeObserver(place)
    place()
    observer.observe(pane)
    editor.on('transaction', place)
    return () => {
      observer.disconnect()
      editor.off('transaction', place)
    }
  }, [editor, offer, isOffered])
}

function placeBelow({ view }: OpenText['editor'], offer: HTMLElement | null): void {
  const pane = offer?.offsetParent
  const last = view.dom.lastElementChild
  if (!offer || !pane || !last) return
  // An empty line is as high as one line, what stands in it for the placeholder may have more.
  const bottom = last.getBoundingClientRect().top + last.scrollHeight - pane.getBoundingClientRect().top
  offer.style.top = `${Math.round(bottom)}px`
  offer.style.paddingInline = getComputedStyle(view.dom).paddingInline
}
