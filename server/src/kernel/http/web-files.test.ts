import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import type { App } from './app.ts'
import { serveWebFiles } from './web-files.ts'

test('a packed copy goes to browsers that read it, the file itself to others; a page is never packed away', async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'anlan-web-'))
  mkdirSync(join(webDir, 'assets'))
  const script = 'const 县 = 1\n'.repeat(200)
  writeFileSync(join(webDir, 'index.html'), '<!doctype html>')
  writeFileSync(join(webDir, 'assets/a.js'), script)
  writeFileSync(join(webDir, 'assets/a.js.br'), brotliCompressSync(script))
  writeFileSync(join(webDir, 'assets/b.js'), script)
  const app = Fastify()
  await serveWebFiles(app as unknown as App, webDir)
  const get = (url: string, accepts: string) => app.inject({ url, headers: { 'accept-encoding': accepts } })
  const packed = await get('/assets/a.js', 'gzip, br')
  expect(packed.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('javascript'),
  })
  expect(packed.headers['cache-control']).toContain('immutable')
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(script)
  for (const plain of [await get('/assets/a.js', 'identity'), await get('/assets/b.js', 'gzip, br')]) {
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toBe(script)
  }
  expect((await get('/desk', 'br')).body).toBe('<!doctype html>')
  expect((await get('/assets/none.js', 'br')).statusCode).toBe(404)
  await app.close()
})
