/** What the form about templates shows and sends. */
import type { EventDetail, EventPatch } from '../../../shared/contracts/programme.ts'
import { DEFAULT_TEMPLATES } from '../../../shared/domain/note-templates.ts'

export type TemplateField = 'notesTemplate' | 'summaryTemplate'
export type TemplateTexts = Readonly<Record<TemplateField, string>>

/** What notes and summaries begin with when the event says nothing else. */
export const DEFAULT_TEXTS: TemplateTexts = {
  notesTemplate: DEFAULT_TEMPLATES.notes,
  summaryTemplate: DEFAULT_TEMPLATES.summary,
}

/** What they begin with at present. */
export function templateTextsOf(event: EventDetail): TemplateTexts {
  return {
    notesTemplate: event.notesTemplate ?? DEFAULT_TEXTS.notesTemplate,
    summaryTemplate: event.summaryTemplate ?? DEFAULT_TEXTS.summaryTemplate,
  }
}

/** A text that is the default one is sent as such, so that it goes along when the default changes. */
export function templateFieldsOf(texts: TemplateTexts): Required<Pick<EventPatch, TemplateField>> {
  const fieldOf = (name: TemplateField) => (isDefaultTemplate(name, texts) ? null : texts[name])
  return { notesTemplate: fieldOf('notesTemplate'), summaryTemplate: fieldOf('summaryTemplate') }
}

export function isDefaultTemplate(name: TemplateField, texts: TemplateTexts): boolean {
  return texts[name].trim() === DEFAULT_TEXTS[name].trim()
}
