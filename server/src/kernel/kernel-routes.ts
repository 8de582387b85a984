import { fileRoutes } from './files/routes.ts'
import type { House } from './house.ts'
import type { App } from './http/app.ts'
import { searchRoutes } from './search/routes.ts'

/** What the kernel itself serves: files and search. */
export function kernelRoutes(app: App, house: House) {
  fileRoutes(app, house)
  searchRoutes(app, house)
}
