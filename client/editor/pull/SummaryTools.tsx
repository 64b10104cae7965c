/** What stands around a summary's text because there are notes beside it. Nobody needs it to begin typing. */
import { useEffect, useState, type RefObject } from 'react'
import { DraftOffer, OriginMarker } from '../lazy-parts.ts'
import type { OpenText } from './open-texts.ts'
import type { Twins } from './twins.ts'

/** The scripts for it come after those that one types with. */
const SHOW_AFTER_MS = 500

export function SummaryTools({
  text,
  twins,
  isEditable,
  paneRef,
}: {
  readonly text: OpenText
  readonly twins: Twins
  readonly isEditable: boolean
  readonly paneRef: RefObject<HTMLElement | null>
}): React.JSX.Element | null {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), SHOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isTime) return null
  return (
    <>
      <OriginMarker editor={text.editor} twins={twins} paneRef={paneRef} />
      {isEditable && <DraftOffer summary={text} twins={twins} paneRef={paneRef} />}
    </>
  )
}
