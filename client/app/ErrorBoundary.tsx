import { Component, type ReactNode } from 'react'
import { ErrorState } from '../components/ErrorState.tsx'

interface State {
  readonly error: unknown
  readonly failed: boolean
}

/** Shows what to do when a page breaks or its script no longer exists after an upgrade of the server. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <ErrorState error={this.state.error} headingLevel={1} /> : this.props.children
  }
}
