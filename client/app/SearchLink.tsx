import { IconFileSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { meQuery } from './queries.ts'
import classes from './SearchLink.module.css'

/** Leads to the search, of the event one is in or of all; not for who may read nothing. */
export function SearchLink({ slug }: { readonly slug: string | null }) {
  const me = useQuery(meQuery)
  if (!me.data || me.data.kind === 'anonymous') return null
  return (
    <Link
      href={slug === null ? '/search' : `/e/${slug}/search`}
      className={classes.link}
      data-in-event={slug !== null || undefined}
      aria-label="Search notes"
    >
      <IconFileSearch size={18} aria-hidden="true" />
      <span>Search notes</span>
    </Link>
  )
}
