/** Commands that bring text in and out: import programme, import notes, export. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { PROGRAMME_FORMATS, type ProgrammeReport } from '../../shared/contracts/programme.ts'
import { NOTE_IMPORT_FORMATS } from '../../shared/contracts/notes.ts'
import { EXPORT_FORMATS, EXPORT_INCLUDES } from '../../shared/contracts/publishing.ts'
import { requireAccess } from '../auth/authorize.ts'
import { OPERATOR } from '../auth/operator.ts'
import { AppError, StartError } from '../errors.ts'
import { exportProgramme } from '../notes/export-programme.ts'
import { importIntoNote } from '../notes/import-into-note.ts'
import { NoteContents } from '../notes/note-contents.ts'
import { importProgramme } from '../programme/import-programme.ts'
import { findEventTarget, findNoteTarget } from '../storage/targets.ts'
import { choiceOption, textOption, withContext, type Command } from './command.ts'

export const importProgrammeFile: Command = {
  name: 'import programme',
  summary: 'Reads a programme into an event, which is made when it does not exist. Notes are never touched.',
  positionals: ['FILE'],
  options: {
    event: { type: 'string', value: 'SLUG', help: 'the event', required: true },
    format: { type: 'string', value: 'FORMAT', help: `auto (the default), ${PROGRAMME_FORMATS.join(', ')}` },
    'dry-run': { type: 'boolean', help: 'shows what would change and writes nothing' },
  },
  async run(input) {
    const [file = ''] = input.positionals
    const bytes = readInput(file)
    const report = await withContext(input.config, (context) =>
      importProgramme(context, {
        bytes,
        format: choiceOption(input, 'format', ['auto', ...PROGRAMME_FORMATS] as const, 'auto'),
        slug: textOption(input, 'event') ?? '',
        dryRun: input.options['dry-run'] === true,
        principal: OPERATOR,
      }),
    )
    console.log(describeReport(report, basename(file)))
    return 0
  },
}

export const importNotes: Command = {
  name: 'import notes',
  summary: 'Adds a file at the end of a note; people who have it open see it arrive.',
  positionals: ['FILE'],
  options: {
    note: { type: 'string', value: 'ID', help: 'the note', required: true },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: NOTE_IMPORT_FORMATS.join(', ').replace('auto', 'auto (the default)'),
    },
  },
  async run(input) {
    const bytes = readInput(input.positionals[0] ?? '')
    const imported = await withContext(input.config, async (context) => {
      const target = await findNoteTarget(context.db, textOption(input, 'note') ?? '')
      if (!target) throw new AppError('not_found', 'There is no such note.')
      requireAccess({ principal: OPERATOR, action: 'note.import', target, clock: context.clock })
      const format = choiceOption(input, 'format', NOTE_IMPORT_FORMATS, 'auto')
      return importIntoNote(context, { note: target.note, bytes, format, principal: OPERATOR })
    })
    console.log(`Added ${imported.blocks} blocks`)
    return 0
  },
}

export const exportEvent: Command = {
  name: 'export',
  summary: 'Writes an event with its notes and summaries into a file.',
  positionals: ['EVENT'],
  options: {
    format: { type: 'string', value: 'FORMAT', help: EXPORT_FORMATS.join(', '), required: true },
    out: { type: 'string', value: 'PATH', help: 'the file; - for standard output', required: true },
    include: { type: 'string', value: 'PART', help: 'both (the default), notes or summary' },
  },
  async run(input) {
    const [event = ''] = input.positionals
    const format = choiceOption(input, 'format', EXPORT_FORMATS, 'md')
    const include = choiceOption(input, 'include', EXPORT_INCLUDES, 'both')
    const { bytes, warnings } = await withContext(input.config, async (context) => {
      const target = await findEventTarget(context.db, event)
      if (!target) throw new AppError('not_found', `There is no event “${event}”.`)
      const contents = new NoteContents(context)
      const { publicUrl: baseUrl } = input.config
      return exportProgramme({ ...context, contents }, { target, format, include, baseUrl })
    })
    for (const { code, message } of warnings) console.error(`${message} [${code}]`)
    writeOutput(textOption(input, 'out') ?? '-', bytes)
    return 0
  },
}

function readInput(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new StartError(`${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

/** A file is complete or not there. */
function writeOutput(out: string, bytes: Uint8Array): void {
  if (out === '-') {
    process.stdout.write(bytes)
    return
  }
  const file = resolve(out)
  try {
    writeFileSync(`${file}.part`, bytes)
    renameSync(`${file}.part`, file)
  } catch (cause) {
    throw new StartError(`${file} cannot be written: ${(cause as Error).message}`, { cause })
  }
  console.log(`Wrote ${bytes.byteLength} bytes to ${file}`)
}

function describeReport(report: ProgrammeReport, file: string): string {
  const { event, eventIsNew, tracks, sessions, summaries, warnings, dryRun } = report
  const counts = ({ added, changed, unchanged, cancelled }: ProgrammeReport['tracks']) =>
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${cancelled} no longer listed`
  const changes = report.changes.map(({ what, change, title, track, fields }) => {
    const details = fields.length > 0 && change === 'changed' ? ` (${fields.join(', ')})` : ''
    return `  ${change} ${what}: ${title}${track ? ` — ${track}` : ''}${details}`
  })
  const guesses = warnings.map(({ code, message, line, path }) => {
    const place = line === undefined ? path : `line ${line}`
    return `  ${place ? `${place}: ` : ''}${message} [${code}]`
  })
  return [
    `${dryRun ? 'Would import' : 'Imported'} ${file} (${report.format}) into ${event.slug}, ${eventIsNew ? 'a new event' : 'an event that exists'}: ${event.title}`,
    `Tracks: ${counts(tracks)}`,
    `Sessions: ${counts(sessions)}`,
    `People: ${report.leads} leads, ${report.speakers} speakers`,
    `Summaries: ${summaries.added} added, ${summaries.kept} kept as they are`,
    ...(changes.length > 0 ? ['', 'Changes:', ...changes] : []),
    ...(guesses.length > 0 ? ['', `Warnings (${guesses.length}):`, ...guesses] : []),
    ...(dryRun ? ['', 'Nothing was written.'] : []),
  ].join('\n')
}
