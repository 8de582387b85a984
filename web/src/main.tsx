import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { reloadOnNewRelease } from './app/new-release.ts'
import './app/tokens.css'
import './ui/parts.css'
import './app/frame.css'

reloadOnNewRelease()
const place = document.getElementById('root')
if (place) createRoot(place).render(<App />)
