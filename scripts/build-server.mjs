import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const { dependencies } = JSON.parse(readFileSync('server/package.json', 'utf8'))
/**
 * What every start loads is built in: hundreds of small files would be found and read one by one, which is most of the time to start. What is native,
 * brings data files or is seldom needed stays a package.
 */
const builtIn = [
  '@fastify/cookie',
  '@fastify/helmet',
  '@fastify/multipart',
  '@fastify/rate-limit',
  '@fastify/static',
  '@fastify/swagger',
  'docx',
  'fastify',
  'fastify-type-provider-zod',
  'kysely',
  'nodemailer',
  'pg',
  'sm-crypto-v2',
  'zod',
]
const packages = Object.keys(dependencies).filter(name => !name.startsWith('@anlan/') && !builtIn.includes(name))

/** Packages in the older format ask for these, which a module of the newer one does not have. */
const olderFormat = `
import { createRequire as $$createRequire } from 'node:module';
import { dirname as $$dirname } from 'node:path';
import { fileURLToPath as $$fileURLToPath } from 'node:url';
const require = $$createRequire(import.meta.url);
const __filename = $$fileURLToPath(import.meta.url);
const __dirname = $$dirname(__filename);`

/** Ledgers are found at the start by their place, so each stays a file of its own. */
const ledgers = readdirSync('server/src/modules')
  .map(module => `server/src/modules/${module}/ledgers`)
  .filter(existsSync)
  .flatMap(folder => readdirSync(folder).map(file => `${folder}/${file}`))
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
/** Files that run in a process of their own (kernel/files/capped-worker.ts). */
const workers = readdirSync('server/src', { recursive: true })
  .filter(file => file.endsWith('.worker.ts'))
  .map(file => `server/src/${file.replaceAll('\\', '/')}`)

const { metafile } = await build({
  metafile: true,
  entryPoints: [
    ...['main', 'verify-facts', 'backup', 'restore'].map(name => `server/src/${name}.ts`).filter(existsSync),
    ...ledgers,
    ...workers,
  ],
  splitting: true,
  outbase: 'server/src',
  outdir: 'server/dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  banner: { js: olderFormat },
  external: ['pg-native', ...packages.flatMap(name => [name, `${name}/*`])],
  logLevel: 'warning',
})

/** What an earlier build left is taken away: a ledger that is gone must not be found at the start. */
const made = new Set(Object.keys(metafile.outputs))
for (const file of readdirSync('server/dist', { recursive: true })) {
  const path = `server/dist/${file.replaceAll('\\', '/')}`
  if (/\.js(\.map)?$/.test(path) && !made.has(path)) rmSync(path)
}

/** The faces that PDF papers carry lie beside the code that reads them. */
cpSync('server/src/modules/document/pdf/fonts', 'server/dist/fonts', { recursive: true })
