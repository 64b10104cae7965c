/** Ways to take the text along when the server cannot have it. Nothing here needs a connection. */
import { saveFile } from '../components/save-file.ts'

/** Puts text on the clipboard; false when the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Undefined on pages that are not served over a secure connection.
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  const focused = document.activeElement
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}

/** Saves text as a file. */
export function downloadText(options: {
  readonly text: string
  readonly fileName: string
  readonly mediaType: string
}): void {
  const { text, fileName, mediaType } = options
  saveFile({ blob: new Blob([text], { type: `${mediaType};charset=utf-8` }), fileName }, fileName)
}
