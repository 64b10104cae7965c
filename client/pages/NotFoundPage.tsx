import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { usePageTitle } from '../app/page-title.ts'
import { Page } from '../components/Page.tsx'
import { PageHead } from '../components/PageHead.tsx'

export function NotFoundPage() {
  usePageTitle('Page not found')
  return (
    <Page width="text">
      <PageHead title="There is no such page">
        <p>
          The address may be misspelt, or what it named was deleted. If somebody gave you a link, open it
          again from where you got it.
        </p>
      </PageHead>
      <div>
        <Button component={Link} href="/">
          Go to your events
        </Button>
      </div>
    </Page>
  )
}
