import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const { dependencies } = JSON.parse(readFileSync('server/package.json', 'utf8'))
const packages = Object.keys(dependencies).filter(name => !name.startsWith('@anlan/'))

/** Ledgers are found at the start by their place, so each stays a file of its own. */
const ledgers = readdirSync('server/src/modules')
  .map(module => `server/src/modules/${module}/ledgers`)
  .filter(existsSync)
  .flatMap(folder => readdirSync(folder).map(file => `${folder}/${file}`))
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
rmSync('server/dist/modules', { recursive: true, force: true })

await build({
  entryPoints: [
    ...['main', 'verify-facts', 'backup', 'restore'].map(name => `server/src/${name}.ts`).filter(existsSync),
    ...ledgers,
  ],
  splitting: true,
  outbase: 'server/src',
  outdir: 'server/dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external: packages.flatMap(name => [name, `${name}/*`]),
  logLevel: 'warning',
})
