import { existsSync } from 'node:fs'

/** CHROMIUM_PATH, else one installed on the machine. */
export function installedChromium(): string {
  const places = [
    process.env['CHROMIUM_PATH'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const found = places.find(path => path !== '' && existsSync(path))
  if (!found) throw new Error('needs a Chromium: set CHROMIUM_PATH')
  return found
}
