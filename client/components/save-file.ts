import type { DownloadedFile } from '../api/http.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'

/** Long enough for every browser to have begun reading. */
const KEEP_URL_MS = 60 * SECOND_MS

/** Hands a file to the browser's downloads. */
export function saveFile(file: DownloadedFile, fallbackName: string): void {
  const url = URL.createObjectURL(file.blob)
  const link = document.createElement('a')
  link.href = url
  link.download = file.fileName ?? fallbackName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEEP_URL_MS)
}
