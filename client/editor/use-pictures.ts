import type { AnyExtension } from '@tiptap/core'
import { useCallback, useMemo, useState } from 'react'
import type { DescribedPicture } from './picture-view.ts'
import { Pictures } from './pictures.ts'
import './pictures.css'

/** Pictures for the editor of one note, and the one whose description is being written. */
export function usePictures(
  noteId: string,
  announce: (text: string) => void,
): {
  readonly extension: AnyExtension
  readonly described: DescribedPicture | null
  readonly stopDescribing: () => void
} {
  const [described, setDescribed] = useState<DescribedPicture | null>(null)
  const extension = useMemo(
    () => Pictures.configure({ noteId, announce, describe: setDescribed }),
    [noteId, announce],
  )
  const stopDescribing = useCallback(() => setDescribed(null), [])
  return { extension, described, stopDescribing }
}
