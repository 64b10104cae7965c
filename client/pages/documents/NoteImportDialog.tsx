import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { importIntoNote, type NoteImportFormat } from '../../api/notes.ts'
import { noteQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { NOTE_KIND_NAMES } from './note-words.ts'
import { guessNoteFormat, NOTE_IMPORT_FORMATS } from './guess-note-format.ts'

/** Adds a file's text to a live document, beside whoever is typing there. */
export function NoteImportDialog({
  note,
  onClosed,
}: {
  readonly note: NoteInfo
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [format, setFormat] = useState<NoteImportFormat>('md')
  const importing = useMutation({ mutationFn: importIntoNote })
  const kind = NOTE_KIND_NAMES[note.kind].toLowerCase()
  return (
    <Dialog title={`Import into the ${kind}`} onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (!file) return
            importing.mutate(
              { id: note.id, file, format },
              {
                onSuccess: ({ blocks }) => {
                  notifyDone(`Imported ${blocks} ${blocks === 1 ? 'paragraph' : 'paragraphs'} at the end.`)
                  close()
                  void client.invalidateQueries(noteQuery(note.id))
                },
              },
            )
          }}
        >
          <p className={form.hint}>
            What is in the document stays; the file’s text is added at its end, for everybody.
          </p>
          <FileDrop
            label="Markdown, HTML or plain text file"
            accept=".md,.markdown,.html,.htm,.txt,text/*"
            file={file}
            onFile={(chosen) => {
              setFile(chosen)
              setFormat(guessNoteFormat(chosen.name))
              importing.reset()
            }}
          />
          <NativeSelect
            label="Format"
            value={format}
            data={[...NOTE_IMPORT_FORMATS]}
            onChange={(event) =>
              setFormat(
                NOTE_IMPORT_FORMATS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'txt',
              )
            }
          />
          <FormMessage message={importing.isError ? explainError(importing.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={!file} loading={importing.isPending}>
              Import
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
