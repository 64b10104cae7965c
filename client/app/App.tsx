import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Announcer } from '../components/Announcer.tsx'
import { Notices } from '../components/Notices.tsx'
import { colorSchemeManager } from './color-scheme.ts'
import { createQueryClient } from './query-client.ts'
import { RouteChange } from './RouteChange.tsx'
import { Routes } from './Routes.tsx'
import { Shell } from './Shell.tsx'
import { cssVariables, theme } from './theme.ts'

/** Everything that every page stands in. */
export function App() {
  const [queryClient] = useState(createQueryClient)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Announcer />
        <Notices />
        <RouteChange />
        <Shell>
          <Routes />
        </Shell>
      </QueryClientProvider>
    </MantineProvider>
  )
}
