import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useLocation, useParams } from 'wouter'
import { Slug } from '../../../shared/contracts/programme.ts'
import { importProgramme } from '../../api/events.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, eventsQuery, meQuery, refreshProgramme } from '../../app/queries.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import form from '../../components/Form.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { notifyDone } from '../../components/notify.ts'
import { ImportProblem } from './ImportProblem.tsx'
import { ImportReport } from './ImportReport.tsx'
import { suggestSlug } from './suggest-slug.ts'

/** Imports a programme in two steps: what it would do, then doing it. Notes are never touched by either. */
export function ImportPage() {
  const { event: fixedSlug } = useParams<'/e/:event/import'>()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const me = useQuery(meQuery)
  const known = useQuery(eventsQuery)
  const current = useQuery({ ...eventQuery(fixedSlug ?? ''), enabled: fixedSlug !== undefined })
  const [file, setFile] = useState<File | null>(null)
  const [lines, setLines] = useState<readonly string[]>([])
  const [slug, setSlug] = useState(fixedSlug ?? '')
  const [slugError, setSlugError] = useState<string | null>(null)
  const reportHeading = useRef<HTMLDivElement>(null)
  const checking = useMutation({
    mutationFn: importProgramme,
    onSuccess: () => requestAnimationFrame(() => reportHeading.current?.focus()),
  })
  const importing = useMutation({ mutationFn: importProgramme })
  const title = fixedSlug === undefined ? 'Import a programme' : 'Import the programme again'
  usePageTitle(title)

  function handleFile(chosen: File) {
    setFile(chosen)
    checking.reset()
    importing.reset()
    if (slug === '') setSlug(suggestSlug(chosen.name))
    // Warnings name lines; showing those saves looking them up. A file that is no text has none.
    setLines([])
    void chosen.text().then(
      (text) => setLines(text.split(/\r\n|\r|\n/)),
      () => setLines([]),
    )
  }

  function handleCheck(event: FormEvent) {
    event.preventDefault()
    const parsed = Slug.safeParse(slug.trim())
    setSlugError(parsed.success ? null : 'Expected 1 to 64 of a–z, 0–9 and hyphens inside.')
    importing.reset()
    if (parsed.success && file) checking.mutate({ slug: parsed.data, file, dryRun: true })
  }

  function handleImport() {
    if (!file || !checking.variables) return
    importing.mutate(
      { slug: checking.variables.slug, file, dryRun: false },
      {
        onSuccess: (report) => {
          void refreshProgramme(client)
          notifyDone(`“${report.event.title}” is imported.`)
          navigate(`/e/${report.event.slug}`)
        },
      },
    )
  }

  if (me.data?.kind === 'anonymous') {
    return (
      <Page width="text">
        <PageHead title={title}>
          <p>Only organisers import programmes. Sign in with your organiser’s account first.</p>
        </PageHead>
        <div>
          <Button onClick={() => navigate('/sign-in?next=/import')}>Sign in</Button>
        </div>
      </Page>
    )
  }
  if (current.isError) {
    return <ErrorState error={current.error} headingLevel={1} onRetry={() => void current.refetch()} />
  }
  const exists = known.data?.events.find((event) => event.slug === slug.trim())
  const report = checking.data
  return (
    <Page width={report ? 'list' : 'text'}>
      <PageHead
        {...(fixedSlug !== undefined && {
          crumbs: [{ title: current.data?.title ?? fixedSlug, href: `/e/${fixedSlug}` }],
        })}
        title={title}
      >
        <p>
          First you see what would change; nothing happens until you confirm. Notes and summaries that people
          wrote are never touched.
        </p>
      </PageHead>
      <form className={`${form.form} ${form.card}`} onSubmit={handleCheck} noValidate>
        <FileDrop
          label="Programme file"
          hint="A saved “accepted microconferences” page as text, a c3voc or pretalx schedule.json, or an Indico export in JSON"
          file={file}
          onFile={handleFile}
        />
        {fixedSlug === undefined && (
          <TextInput
            label="Short name in addresses"
            description={
              exists
                ? `This updates “${exists.title}”, which has this name.`
                : `The event will be at ${window.location.origin}/e/${slug.trim() || '…'}`
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="plumbers-2026"
            value={slug}
            onChange={(event) => {
              setSlug(event.currentTarget.value)
              checking.reset()
            }}
            error={slugError}
          />
        )}
        {checking.isError && <ImportProblem error={checking.error} lines={lines} />}
        <div className={form.actions}>
          <Button
            type="submit"
            variant={report ? 'default' : 'filled'}
            disabled={!file}
            loading={checking.isPending}
          >
            {report ? 'Check again' : 'See what would change'}
          </Button>
        </div>
      </form>
      {report && (
        <div ref={reportHeading} tabIndex={-1}>
          <ImportReport report={report} lines={lines}>
            {importing.isError && <ImportProblem error={importing.error} lines={lines} />}
            <Button onClick={handleImport} loading={importing.isPending}>
              {report.eventIsNew ? 'Import as a new event' : 'Import these changes'}
            </Button>
          </ImportReport>
        </div>
      )}
    </Page>
  )
}
