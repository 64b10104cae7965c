import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo, useState, type RefObject } from 'react'
import { useWidth } from '../components/use-width.ts'

/** From this width (px) of a pane on the outline has room beside the text. */
const BESIDE_FROM_PX = 900

/** What is open around a note's text: the search, the outline, and who wrote what. */
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
  const hasRoom = width >= BESIDE_FROM_PX
  const outline: PaneTools['outline'] = hasRoom ? (isPinned ? 'beside' : null) : isOver ? 'over' : null
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
    }),
    [findAsked, soughtText, outline, setOutline, showsAuthors],
  )
  return [paneRef, tools]
}
