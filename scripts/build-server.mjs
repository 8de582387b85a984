import { existsSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'

const { dependencies } = JSON.parse(readFileSync('server/package.json', 'utf8'))
const packages = Object.keys(dependencies).filter(name => !name.startsWith('@anlan/'))

await build({
  entryPoints: ['server/src/main.ts', 'server/src/verify-facts.ts'].filter(existsSync),
  outdir: 'server/dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external: packages.flatMap(name => [name, `${name}/*`]),
  logLevel: 'warning',
})
