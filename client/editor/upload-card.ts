/**
 * What stands in the text, for its writer alone, while a picture is on its way: its name, what happens to it, and what can
 * be done. Made by hand, since it lives in the editor's own elements.
 */
import type { PictureFailure } from './picture-failure.ts'

export interface UploadCard {
  readonly element: HTMLElement
  showProgress(onCancel: () => void): void
  showFailure(
    failure: PictureFailure,
    actions: { readonly onRetry: () => void; readonly onRemove: () => void },
  ): void
}

export function createUploadCard(fileName: string): UploadCard {
  const element = document.createElement('div')
  element.className = 'picture-upload'
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', `Picture ${fileName}`)
  const name = document.createElement('bdi')
  name.className = 'picture-upload-name'
  name.textContent = fileName
  const state = document.createElement('span')
  state.className = 'picture-upload-state'
  const words = document.createElement('div')
  words.className = 'picture-upload-words'
  words.append(name, state)
  return {
    element,
    showProgress(onCancel) {
      delete element.dataset['failed']
      state.textContent = 'Uploading…'
      const progress = document.createElement('progress')
      progress.setAttribute('aria-label', `Uploading ${fileName}`)
      element.replaceChildren(progress, words, button('Cancel', onCancel))
    },
    showFailure({ text, mayRetry }, { onRetry, onRemove }) {
      element.dataset['failed'] = ''
      state.textContent = text
      const retry = mayRetry ? [button('Try again', onRetry)] : []
      element.replaceChildren(words, ...retry, button('Remove', onRemove))
    },
  }
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', onClick)
  return made
}
