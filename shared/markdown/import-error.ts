/**
 * Input that cannot be imported. The message says what was expected and where; nothing has been written when it is
 * thrown. Edges turn it into a problem with the code `import_invalid` (HTTP) or exit code 1 (command).
 */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  /** Place in a structured input, e.g. `schedule.conference.days[0].date`; or `line 12` in a text. */
  readonly place: string | null
  /** The message without the place. */
  readonly reason: string

  constructor(message: string, place: string | null = null, options?: ErrorOptions) {
    super(place === null ? message : `${place}: ${message}`, options)
    this.place = place
    this.reason = message
  }
}
