/** How whose a minute or task is, and until when, is written on its button. */
import { dayOrNull } from '../../../shared/schema/minute-words.ts'
import { formatDay } from '../../components/times.ts'

export interface Duty {
  /** A name; null: nobody yet. */
  readonly who: string | null
  /** `YYYY-MM-DD`; null: no day. */
  readonly due: string | null
}

export function dutyOf(attrs: Readonly<Record<string, unknown>>): Duty {
  const { who } = attrs
  return { who: typeof who === 'string' && who !== '' ? who : null, due: dayOrNull(attrs['due']) }
}

/** `Ada, due Wed 25 Nov`; empty when neither is known. */
export function dutyText({ who, due }: Duty): string {
  return [...(who === null ? [] : [who]), ...(due === null ? [] : [`due ${formatDay(due)}`])].join(', ')
}
