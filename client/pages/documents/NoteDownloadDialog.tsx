import { Button, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { downloadNote, type NoteImportFormat } from '../../api/notes.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'
import { NOTE_IMPORT_FORMATS } from './guess-note-format.ts'
import { NOTE_KIND_NAMES } from './note-words.ts'

/** Downloads one document as the server has it at this moment. */
export function NoteDownloadDialog({
  note,
  onClosed,
}: {
  readonly note: NoteInfo
  readonly onClosed: () => void
}) {
  const [format, setFormat] = useState<NoteImportFormat>('md')
  const downloading = useMutation({ mutationFn: () => downloadNote(note.id, format) })
  return (
    <Dialog title={`Download the ${NOTE_KIND_NAMES[note.kind].toLowerCase()}`} size="sm" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            downloading.mutate(undefined, {
              onSuccess: (file) => {
                saveFile(file, `${note.event.slug}-${note.kind}.${format}`)
                notifyDone('The file is in your downloads.')
                close()
              },
            })
          }}
        >
          <NativeSelect
            label="Format"
            value={format}
            data={[...NOTE_IMPORT_FORMATS]}
            onChange={(event) =>
              setFormat(
                NOTE_IMPORT_FORMATS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'md',
              )
            }
          />
          <FormMessage message={downloading.isError ? explainError(downloading.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={downloading.isPending}>
              Download
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
