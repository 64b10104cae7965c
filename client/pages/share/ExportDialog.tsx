import { Button, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  EXPORT_FORMATS,
  EXPORT_INCLUDES,
  type ExportFormat,
  type ExportInclude,
} from '../../../shared/contracts/publishing.ts'
import { downloadExport, type ExportScope } from '../../api/exports.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  md: 'Markdown (.md)',
  html: 'Web page (.html)',
  txt: 'Plain text (.txt)',
}
const INCLUDE_NAMES: Readonly<Record<ExportInclude, string>> = {
  both: 'Notes and summaries',
  notes: 'Notes only',
  summary: 'Summaries only',
}

/** Downloads the documents of an event, track or session as one file. */
export function ExportDialog({
  scope,
  title,
  onClosed,
}: {
  readonly scope: ExportScope
  readonly title: string
  readonly onClosed: () => void
}) {
  const [format, setFormat] = useState<ExportFormat>('md')
  const [include, setInclude] = useState<ExportInclude>('both')
  const exporting = useMutation({ mutationFn: downloadExport })

  return (
    <Dialog title={`Export this ${scope.type}`} size="sm" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            exporting.mutate(
              { scope, format, include },
              {
                onSuccess: (file) => {
                  saveFile(file, `${scope.id}.${format}`)
                  notifyDone('The file is in your downloads.')
                  close()
                },
              },
            )
          }}
        >
          <p className={form.hint}>Everything that is written in “{title}” now, in one file.</p>
          <NativeSelect
            label="What"
            value={include}
            data={EXPORT_INCLUDES.map((value) => ({ value, label: INCLUDE_NAMES[value] }))}
            onChange={(event) =>
              setInclude(EXPORT_INCLUDES.find((value) => value === event.currentTarget.value) ?? 'both')
            }
          />
          <NativeSelect
            label="Format"
            value={format}
            data={EXPORT_FORMATS.map((value) => ({ value, label: FORMAT_NAMES[value] }))}
            onChange={(event) =>
              setFormat(EXPORT_FORMATS.find((value) => value === event.currentTarget.value) ?? 'md')
            }
          />
          <FormMessage message={exporting.isError ? explainError(exporting.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={exporting.isPending}>
              Download
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
