import type { Link } from '../../shared/contracts/programme.ts'

/** What each kind of link is called where it has no title of its own. */
export const LINK_KIND_NAMES: Readonly<Record<Link['kind'], string>> = {
  slides: 'Slides',
  recording: 'Recording',
  etherpad: 'Etherpad',
  paper: 'Paper',
  details: 'Details',
  reference: 'Reference',
  web: 'Web page',
}
