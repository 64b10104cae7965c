/** What an event says of its publications, as a form has it. */
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { DEFAULT_SESSION_STYLE, type SessionStyle } from '../../../shared/domain/session-style.ts'
import { textOrNull } from '../edit/changed-fields.ts'

export interface SettingValues {
  readonly licence: string
  readonly sessionStyle: SessionStyle
  /** One name on a line. */
  readonly redactedNames: string
}

export function settingValues({ licence, sessionStyle, redactedNames }: EventDetail): SettingValues {
  return {
    licence: licence ?? '',
    sessionStyle: sessionStyle ?? DEFAULT_SESSION_STYLE,
    redactedNames: (redactedNames ?? []).join('\n'),
  }
}

/** The reverse, as the API takes it: lines without a name are none. */
export function settingFields({ licence, sessionStyle, redactedNames }: SettingValues) {
  return {
    licence: textOrNull(licence),
    sessionStyle,
    redactedNames: redactedNames
      .split('\n')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  }
}
