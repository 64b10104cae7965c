/** Which field of a form is wrong and why: from a contract before sending, from the server's answer after. Implements PAGE-13. */
import type * as z from 'zod/mini'
import { ApiError } from '../api/http.ts'

/** Messages by field; `form` is for what belongs to no field. */
export type FieldErrors<Field extends string> = Readonly<Partial<Record<Field | 'form', string>>>

/** What a contract says about a value: the checked value, or messages for the fields that the form has. */
export function checkForm<Contract extends z.ZodMiniType, Field extends string>(
  contract: Contract,
  value: unknown,
  fields: readonly Field[],
): { readonly value: z.output<Contract> } | { readonly errors: FieldErrors<Field> } {
  const parsed = contract.safeParse(value)
  if (parsed.success) return { value: parsed.data }
  const errors: Partial<Record<Field | 'form', string>> = {}
  for (const issue of parsed.error.issues) {
    const field = fields.find((name) => name === issue.path[0]) ?? 'form'
    errors[field] ??= sentenceOf(issue.message)
  }
  return { errors }
}

/** The server's refusal, at the field that it names; `places` are tried by the first part of the place. */
export function errorsOfAnswer<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FieldErrors<Field> {
  if (!(error instanceof ApiError))
    return { form: 'This did not work. Reload the page and try again.' } as FieldErrors<Field>
  const first = error.place?.split(/[.[/]/).find((part) => part !== '')
  const field = fields.find((name) => name === first) ?? 'form'
  return { [field]: error.detail } as FieldErrors<Field>
}

function sentenceOf(message: string): string {
  const text = message.trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
