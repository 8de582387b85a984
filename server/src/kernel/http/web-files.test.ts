import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../../../test/platform.ts'

/** What a build leaves behind. */
function build(webDir: string, mark: string) {
  rmSync(webDir, { recursive: true, force: true })
  mkdirSync(join(webDir, 'assets'), { recursive: true })
  writeFileSync(join(webDir, 'index.html'), `<script src="/assets/main-${mark}.js"></script>`)
  writeFileSync(join(webDir, 'assets', `main-${mark}.js`), `// ${mark}`)
  writeFileSync(join(webDir, 'mark.svg'), `<svg><title>${mark}</title></svg>`)
}

test('a server that is running goes on with what was built last', async ({ running }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-node-'))
  const webDir = join(dataDir, 'web')
  build(webDir, 'one')
  const { url } = await running.start({ dataDir, webDir })
  const get = async (path: string) => {
    const reply = await fetch(`${url}${path}`)
    return { status: reply.status, text: await reply.text(), cache: reply.headers.get('cache-control') }
  }
  expect(await get('/assets/main-one.js')).toMatchObject({
    status: 200,
    text: '// one',
    cache: expect.stringContaining('immutable'),
  })

  build(webDir, 'two')
  expect(await get('/events/1')).toMatchObject({
    status: 200,
    text: expect.stringContaining('main-two'),
    cache: 'no-cache',
  })
  expect(await get('/assets/main-two.js')).toMatchObject({ status: 200, text: '// two' })
  expect(await get('/mark.svg')).toMatchObject({ status: 200, text: expect.stringContaining('two'), cache: 'no-cache' })
  // The open tab of the earlier build learns that its files are gone.
  expect(await get('/assets/main-one.js')).toMatchObject({ status: 404, text: expect.stringContaining('not-found') })
  expect((await get('/api/nothing')).status).toBe(404)
  expect((await get('/..%2f..%2fetc%2fpasswd')).text).not.toContain('root:')
})
