/** What stands around every page: skip link, header, main region. */
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { Wordmark } from '../components/Wordmark.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { EventNav } from './EventNav.tsx'
import { CommandCentre } from './palette/CommandCentre.tsx'
import { MAIN_ID } from './RouteChange.tsx'
import { SearchLink } from './SearchLink.tsx'
import classes from './Shell.module.css'

export function Shell({ children }: { readonly children: ReactNode }) {
  const [inEvent, params] = useRoute('/e/:event/*?')
  return (
    <>
      <a className={classes.skip} href={`#${MAIN_ID}`}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link href="/" className={classes.home} aria-label="Rapporteur, your events">
            <Wordmark compact={inEvent} />
          </Link>
          {inEvent ? <EventNav slug={params.event} /> : <span className={classes.space} />}
          <SearchLink slug={inEvent ? params.event : null} />
          <CommandCentre />
          <AccountMenu />
        </div>
      </header>
      <main id={MAIN_ID} tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </>
  )
}
