import {
  IconExternalLink,
  IconFileText,
  IconLink,
  IconNotes,
  IconPlayerPlay,
  IconPresentation,
  type Icon,
} from '@tabler/icons-react'
import type { Link } from '../../shared/contracts/programme.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import classes from './LinkChips.module.css'
import { LINK_KIND_NAMES } from './link-kinds.ts'
import { withKeys } from './unique-keys.ts'

const ICONS: Readonly<Record<Link['kind'], Icon>> = {
  slides: IconPresentation,
  recording: IconPlayerPlay,
  etherpad: IconNotes,
  paper: IconFileText,
  details: IconExternalLink,
  reference: IconLink,
  web: IconLink,
}

/** Slides, recordings and the like. A link whose target was lost is still named, but cannot be followed. */
export function LinkChips({
  links,
  label = 'Links',
}: {
  readonly links: readonly Link[]
  readonly label?: string
}) {
  if (links.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={label}>
      {withKeys(links, ({ title, url }) => url ?? title).map(({ key, item: { kind, title, url } }) => {
        const KindIcon = ICONS[kind]
        const text = title.trim() || LINK_KIND_NAMES[kind]
        return (
          <li key={key}>
            {url !== null && isSafeHref(url) ? (
              <a className={classes.chip} href={url} rel="noopener noreferrer nofollow">
                <KindIcon size={16} aria-hidden="true" />
                <span>{text}</span>
              </a>
            ) : (
              <span className={classes.chip} data-lost>
                <KindIcon size={16} aria-hidden="true" />
                <span>{text} (no address)</span>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
