import { Slug } from '../../shared/contracts/programme.ts'
import { AppError } from '../errors.ts'

const MAX_SLUG_LENGTH = 64
/** Room that is left for a number: `-2`, `-1000`. */
const MAX_BASE_LENGTH = MAX_SLUG_LENGTH - 6

/** A slug made from a title: `Linux Plumbers 2019` gives `linux-plumbers-2019`. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_BASE_LENGTH)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'event' : slug
}

/** The slug itself while it is free, else with the first free number. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let candidate = slug
  for (let number = 2; taken.has(candidate); number++) candidate = `${slug}-${number}`
  return candidate
}

/** Throws AppError when an event cannot be called so. */
export function checkSlug(slug: string): void {
  if (!Slug.safeParse(slug).success) {
    throw new AppError(
      'bad_request',
      `Expected 1 to ${MAX_SLUG_LENGTH} of a-z, 0-9 and inner hyphens for the event’s name in addresses.`,
      { place: 'slug' },
    )
  }
}

export function slugTaken(slug: string): AppError {
  return new AppError(
    'conflict',
    `There is an event at “${slug}” already. Choose another name for addresses.`,
    {
      place: 'slug',
    },
  )
}
