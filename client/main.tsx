import './styles/mantine.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { preloadPage } from './app/Routes.tsx'
import { watchHistory } from './app/history-moves.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no element with the id "root"')
preloadPage(location.pathname)
watchHistory()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
