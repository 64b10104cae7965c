/**
 * Parts that nobody needs to begin typing. They are loaded a moment later, all of them, so that they are there when
 * the connection is not.
 */
import { lazyPart, preloadSoon } from '../components/lazy-part.tsx'
import { loadPasteReaders } from './paste/readers.ts'
import { loadPulling } from './pull/load-pulling.ts'

export const LOAD_AFTER_MS = 1_500

export const LinkEditor = lazyPart(async () => (await import('./LinkEditor.tsx')).LinkEditor)
export const DutyEditor = lazyPart(async () => (await import('./minutes/DutyEditor.tsx')).DutyEditor)
export const PictureEditor = lazyPart(async () => (await import('./PictureEditor.tsx')).PictureEditor)
export const TableMenu = lazyPart(async () => (await import('./TableMenu.tsx')).TableMenu)
export const RescueButtons = lazyPart(async () => (await import('./RescueButtons.tsx')).RescueButtons)
export const PeopleList = lazyPart(async () => (await import('./PeopleList.tsx')).PeopleList)

export const AuthorBar = lazyPart(async () => (await import('./authors/AuthorBar.tsx')).AuthorBar)
export const FindBar = lazyPart(async () => (await import('./find/FindBar.tsx')).FindBar)
export const SelectionMenu = lazyPart(async () => (await import('./SelectionMenu.tsx')).SelectionMenu)
export const Hints = lazyPart(async () => (await import('./Hints.tsx')).Hints)
export const OutlinePanel = lazyPart(async () => (await import('./outline/OutlinePanel.tsx')).OutlinePanel)
export const OutlineSheet = lazyPart(async () => (await import('./outline/OutlinePanel.tsx')).OutlineSheet)
export const OriginMarker = lazyPart(async () => (await import('./pull/OriginMarker.tsx')).OriginMarker)
export const DraftOffer = lazyPart(async () => (await import('./pull/DraftOffer.tsx')).DraftOffer)
export const RemoveDialog = lazyPart(async () => (await import('./guests/RemoveDialog.tsx')).RemoveDialog)
export const ReviewPart = lazyPart(async () => (await import('./review/ReviewPart.tsx')).ReviewPart)

const PARTS = [
  Hints,
  LinkEditor,
  DutyEditor,
  PictureEditor,
  TableMenu,
  RescueButtons,
  PeopleList,
  AuthorBar,
  FindBar,
  SelectionMenu,
  OutlinePanel,
  OutlineSheet,
  OriginMarker,
  DraftOffer,
]

/** Starts loading soon; returns the function that calls it off. */
export const loadPartsSoon = (): (() => void) =>
  preloadSoon(
    [...PARTS, { preload: loadPasteReaders }, { preload: () => void loadPulling().catch(() => undefined) }],
    LOAD_AFTER_MS,
  )
