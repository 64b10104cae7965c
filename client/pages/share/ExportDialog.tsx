import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import {
  EXPORT_FORMATS,
  EXPORT_INCLUDES,
  type ExportFormat,
  type ExportInclude,
} from '../../../shared/contracts/publishing.ts'
import { downloadExport, type ExportScope } from '../../api/exports.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { FileWarnings } from '../../components/FileWarnings.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'
import { useJob } from '../../components/use-job.ts'
import { FORMAT_GROUPS } from './export-formats.ts'

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
  const job = useJob((choice: { format: ExportFormat; include: ExportInclude }, handle) =>
    downloadExport({ scope, ...choice, ...handle }),
  )
  const warnings = job.done?.progress?.warnings ?? []

  function start(close: () => void) {
    job.start(
      { format, include },
      {
        onSuccess: ({ result, progress }) => {
          saveFile(result, scope.id)
          if (progress && progress.warnings.length > 0) return
          notifyDone('The file is in your downloads.')
          close()
        },
      },
    )
  }

  return (
    <Dialog title={`Export this ${scope.type}`} size="sm" onClosed={onClosed}>
      {(close) => {
        if (job.isRunning) return <JobProgress progress={job.progress} onCancel={job.cancel} />
        if (warnings.length > 0) {
          return (
            <div className={form.form}>
              <output>The file is in your downloads.</output>
              <FileWarnings warnings={warnings} />
              <div className={form.actions}>
                <Button variant="default" onClick={job.reset}>
                  Another format
                </Button>
                <Button onClick={close} data-autofocus>
                  Close
                </Button>
              </div>
            </div>
          )
        }
        return (
          <form
            className={form.form}
            onSubmit={(event) => {
              event.preventDefault()
              start(close)
            }}
          >
            <p className={form.hint}>Everything that is written in “{title}” now.</p>
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
              data={FORMAT_GROUPS.map(({ group, formats }) => ({ group, items: [...formats] }))}
              onChange={(event) =>
                setFormat(EXPORT_FORMATS.find((value) => value === event.currentTarget.value) ?? 'md')
              }
            />
            <FormMessage message={job.error ? explainError(job.error).detail : undefined} />
            <div className={form.actions}>
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit">Download</Button>
            </div>
          </form>
        )
      }}
    </Dialog>
  )
}
