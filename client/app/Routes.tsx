/** Which address shows which page. Pages load when they are first visited; the page that one arrives at, at once. */
import { lazy, Suspense, type ComponentType } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { loadNotePane } from '../editor/load-note-pane.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'

/** A page of its own chunk. */
function lazyPage(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load() }))
}

const HomePage = lazyPage(async () => (await import('../pages/home/HomePage.tsx')).HomePage)
const SetupPage = lazyPage(async () => (await import('../pages/account/SetupPage.tsx')).SetupPage)
const SignInPage = lazyPage(async () => (await import('../pages/account/SignInPage.tsx')).SignInPage)
const ForgotPasswordPage = lazyPage(
  async () => (await import('../pages/account/ForgotPasswordPage.tsx')).ForgotPasswordPage,
)
const AccountPage = lazyPage(async () => (await import('../pages/account/AccountPage.tsx')).AccountPage)
const ImportPage = lazyPage(async () => (await import('../pages/import/ImportPage.tsx')).ImportPage)
const EventPage = lazyPage(async () => (await import('../pages/event/EventPage.tsx')).EventPage)
const NowPage = lazyPage(async () => (await import('../pages/event/NowPage.tsx')).NowPage)
const SummariesPage = lazyPage(
  async () => (await import('../pages/summaries/SummariesPage.tsx')).SummariesPage,
)
const MinutesPage = lazyPage(async () => (await import('../pages/minutes/MinutesPage.tsx')).MinutesPage)
const SearchPage = lazyPage(async () => (await import('../pages/search/SearchPage.tsx')).SearchPage)
const PublishPage = lazyPage(async () => (await import('../pages/publish/PublishPage.tsx')).PublishPage)
const PeoplePage = lazyPage(async () => (await import('../pages/people/PeoplePage.tsx')).PeoplePage)
const AccountsPage = lazyPage(async () => (await import('../pages/accounts/AccountsPage.tsx')).AccountsPage)
const loadAuditPages = () => import('../pages/audit/AuditPage.tsx')
const EventAuditPage = lazyPage(async () => (await loadAuditPages()).EventAuditPage)
const SiteAuditPage = lazyPage(async () => (await loadAuditPages()).SiteAuditPage)
const loadTrackPage = () => import('../pages/track/TrackPage.tsx')
const TrackPage = lazyPage(async () => (await loadTrackPage()).TrackPage)
const loadSessionPage = () => import('../pages/session/SessionPage.tsx')
const SessionPage = lazyPage(async () => (await loadSessionPage()).SessionPage)
const HistoryPage = lazyPage(async () => (await import('../pages/history/HistoryPage.tsx')).HistoryPage)
const NotFoundPage = lazyPage(async () => (await import('../pages/NotFoundPage.tsx')).NotFoundPage)

/**
 * For who arrives at a session or track: asks for the page and its editor now, before anything is rendered. The editor
 * would otherwise wait for the page, the programme and the note's rights, each a round trip on the venue's network. A
 * load that fails is tried again, and told of, when the page needs it.
 */
export function preloadPage(path: string): void {
  const [, place] = /^\/e\/[^/]+\/(s|t)\/[^/]+\/?$/.exec(path) ?? []
  if (!place) return
  const page = place === 's' ? loadSessionPage() : loadTrackPage()
  void Promise.all([page, loadNotePane()]).catch(() => undefined)
}

export function Routes() {
  const [path] = useLocation()
  return (
    // One boundary a path: a page that broke does not take the next one with it.
    <ErrorBoundary key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/setup/:secret" component={SetupPage} />
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/forgot-password" component={ForgotPasswordPage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/import" component={ImportPage} />
          <Route path="/search" component={SearchPage} />
          <Route path="/accounts" component={AccountsPage} />
          <Route path="/audit" component={SiteAuditPage} />
          <Route path="/e/:event" component={EventPage} />
          <Route path="/e/:event/import" component={ImportPage} />
          <Route path="/e/:event/now" component={NowPage} />
          <Route path="/e/:event/summaries" component={SummariesPage} />
          <Route path="/e/:event/minutes" component={MinutesPage} />
          <Route path="/e/:event/search" component={SearchPage} />
          <Route path="/e/:event/publish" component={PublishPage} />
          <Route path="/e/:event/people" component={PeoplePage} />
          <Route path="/e/:event/audit" component={EventAuditPage} />
          <Route path="/e/:event/t/:track" component={TrackPage} />
          <Route path="/e/:event/s/:session" component={SessionPage} />
          <Route path="/e/:event/t/:track/history" component={HistoryPage} />
          <Route path="/e/:event/s/:session/history" component={HistoryPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}
