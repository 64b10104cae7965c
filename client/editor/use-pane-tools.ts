import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo, useState, type RefObject } from 'react'
import type { ThreadKind } from '../../shared/domain/review.ts'
import { useWidth } from '../components/use-width.ts'
import type { SoughtPerson } from './guests/removal-words.ts'

/** From this width (px) of a pane on the outline has room beside the text. */
const BESIDE_FROM_PX = 900
/** The same for comments; below that they stand below it. */
const REVIEW_BESIDE_FROM_PX = 720

/** What is open around a note's text: the search, the outline, who wrote what, and its comments. */
export interface PaneTools {
  /** How often the search was asked for since it was closed; 0: it is closed. */
  readonly findAsked: number
  readonly openFind: () => void
  readonly closeFind: () => void
  /** Searches for a text that a link leads to. */
  readonly findText: (text: string) => void
  /** What the search begins with; null: what is selected. */
  readonly soughtText: string | null
  /** Beside the text (remembered on the device), over it until a heading is chosen, or not at all. */
  readonly outline: 'beside' | 'over' | null
  readonly toggleOutline: () => void
  readonly openOutline: () => void
  readonly closeOutline: () => void
  readonly showsAuthors: boolean
  readonly toggleAuthors: () => void
  /** Where the comments are, if they are open. */
  readonly review: 'beside' | 'below' | null
  readonly openReview: () => void
  readonly closeReview: () => void
  /** The last time that somebody wanted to comment on the selection; null: nobody did. */
  readonly reviewAsked: { readonly kind: ThreadKind } | null
  readonly askReview: (kind: ThreadKind) => void
  /** The last time that somebody wanted to see the first open comment; null: nobody did. */
  readonly firstOpenAsked: object | null
  readonly showFirstOpen: () => void
  /** How many comments and suggestions are open; null: not known yet. */
  readonly reviewCount: number | null
  readonly setReviewCount: (count: number | null) => void
  /** Whom somebody wants to remove: the person as the note shows them, or null for one to be chosen; undefined: nobody. */
  readonly removal: SoughtPerson | null | undefined
  readonly askRemoval: (sought: SoughtPerson | null) => void
  readonly closeRemoval: () => void
}

/** The first value goes onto the pane. */
export function usePaneTools(): readonly [RefObject<HTMLElement | null>, PaneTools] {
  const [paneRef, width] = useWidth<HTMLElement>()
  const [findAsked, setFindAsked] = useState(0)
  const [soughtText, setSoughtText] = useState<string | null>(null)
  const [isPinned, setPinned] = useLocalStorage({
    key: 'rapporteur-outline',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [isOver, setOver] = useState(false)
  const [showsAuthors, setShowsAuthors] = useState(false)
  const [isReviewing, setReviewing] = useState(false)
  const [reviewAsked, setReviewAsked] = useState<PaneTools['reviewAsked']>(null)
  const [firstOpenAsked, setFirstOpenAsked] = useState<object | null>(null)
  const [reviewCount, setReviewCount] = useState<number | null>(null)
  const [removal, setRemoval] = useState<PaneTools['removal']>()
  const openReview = useCallback(() => setReviewing(true), [])
  const hasRoom = width >= BESIDE_FROM_PX
  const outline: PaneTools['outline'] = hasRoom ? (isPinned ? 'beside' : null) : isOver ? 'over' : null
  const review: PaneTools['review'] = isReviewing
    ? width >= REVIEW_BESIDE_FROM_PX
      ? 'beside'
      : 'below'
    : null
  const setOutline = useCallback(
    (isOpen: boolean): void => (hasRoom ? setPinned(isOpen) : setOver(isOpen)),
    [hasRoom, setPinned],
  )
  const tools = useMemo(
    () => ({
      findAsked,
      openFind: () => setFindAsked((asked) => asked + 1),
      closeFind: () => {
        setFindAsked(0)
        setSoughtText(null)
      },
      findText: (text: string) => {
        setSoughtText(text)
        setFindAsked((asked) => asked + 1)
      },
      soughtText,
      outline,
      toggleOutline: () => setOutline(outline === null),
      openOutline: () => setOutline(true),
      closeOutline: () => setOutline(false),
      showsAuthors,
      toggleAuthors: () => setShowsAuthors((shows) => !shows),
      review,
      openReview,
      closeReview: () => setReviewing(false),
      reviewAsked,
      askReview: (kind: ThreadKind) => {
        // What is typed before the field is there must not go into the text.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        setReviewAsked({ kind })
      },
      firstOpenAsked,
      showFirstOpen: () => {
        setReviewing(true)
        setFirstOpenAsked({})
      },
      reviewCount,
      setReviewCount,
      removal,
      askRemoval: (sought: SoughtPerson | null) => setRemoval(sought),
      closeRemoval: () => setRemoval(undefined),
    }),
    [
      findAsked,
      soughtText,
      outline,
      setOutline,
      showsAuthors,
      review,
      openReview,
      reviewAsked,
      firstOpenAsked,
      reviewCount,
      removal,
    ],
  )
  return [paneRef, tools]
}
