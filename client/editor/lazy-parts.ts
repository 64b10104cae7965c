/**
 * Parts that nobody needs to begin typing. They are loaded a moment later, all of them, so that they are there when
 * the connection is not.
 */
import { lazy, type ComponentType } from 'react'
import { loadPasteReaders } from './paste/readers.ts'

const LOAD_AFTER_MS = 1_500

const loadLinkEditor = once(async () => (await import('./LinkEditor.tsx')).LinkEditor)
const loadDutyEditor = once(async () => (await import('./minutes/DutyEditor.tsx')).DutyEditor)
const loadPictureEditor = once(async () => (await import('./PictureEditor.tsx')).PictureEditor)
const loadTableMenu = once(async () => (await import('./TableMenu.tsx')).TableMenu)
const loadRescueButtons = once(async () => (await import('./RescueButtons.tsx')).RescueButtons)
const loadPeopleList = once(async () => (await import('./PeopleList.tsx')).PeopleList)

const loadAuthorBar = once(async () => (await import('./authors/AuthorBar.tsx')).AuthorBar)
const loadFindBar = once(async () => (await import('./find/FindBar.tsx')).FindBar)
const loadSelectionMenu = once(async () => (await import('./SelectionMenu.tsx')).SelectionMenu)
const loadOutlinePanel = once(async () => (await import('./outline/OutlinePanel.tsx')).OutlinePanel)
const loadOutlineSheet = once(async () => (await import('./outline/OutlinePanel.tsx')).OutlineSheet)

export const LinkEditor = lazy(loadLinkEditor)
export const DutyEditor = lazy(loadDutyEditor)
export const PictureEditor = lazy(loadPictureEditor)
export const TableMenu = lazy(loadTableMenu)
export const RescueButtons = lazy(loadRescueButtons)
export const PeopleList = lazy(loadPeopleList)
export const AuthorBar = lazy(loadAuthorBar)
export const FindBar = lazy(loadFindBar)
export const SelectionMenu = lazy(loadSelectionMenu)
export const OutlinePanel = lazy(loadOutlinePanel)
export const OutlineSheet = lazy(loadOutlineSheet)

/** Starts loading soon; returns the function that calls it off. */
export function loadPartsSoon(): () => void {
  const timer = setTimeout(() => {
    void loadLinkEditor()
    void loadDutyEditor()
    void loadPictureEditor()
    void loadTableMenu()
    void loadPeopleList()
    void loadRescueButtons()
    void loadAuthorBar()
    void loadFindBar()
    void loadSelectionMenu()
    void loadOutlinePanel()
    void loadOutlineSheet()
    loadPasteReaders()
  }, LOAD_AFTER_MS)
  return () => clearTimeout(timer)
}

/** A part that cannot be loaded shows nothing: the text on screen is worth more than a dialog. */
function once<Props>(
  load: () => Promise<ComponentType<Props>>,
): () => Promise<{ default: ComponentType<Props> }> {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  return () => {
    loading ??= load().then(
      (part) => ({ default: part }),
      () => ({ default: () => null }),
    )
    return loading
  }
}
