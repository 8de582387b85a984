import { mkdtempSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../../../test/platform.ts'
import { selfSigned } from '../../../test/self-signed.ts'

interface Answer {
  status: number | undefined
  headers: Record<string, string | string[] | undefined>
  text: string
}

const ask = (url: string, options: { ca?: string; method?: string; body?: object }) =>
  new Promise<Answer>((resolve, reject) => {
    const body = options.body && JSON.stringify(options.body)
    const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}
    const sent = request(url, { method: options.method ?? 'GET', ca: options.ca, headers, agent: false }, reply => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', part => {
        text += part
      })
      reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

test('over HTTPS with a certificate of one’s own, browsers are told to come back that way and the session stays on it', async ({
  running,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-node-'))
  const { certificate, ...tls } = selfSigned(dataDir)
  const { url } = await running.start({ dataDir, tls })
  expect(url).toMatch(/^https:/)

  const health = await ask(`${url}/healthz`, { ca: certificate })
  expect(health.status).toBe(200)
  expect(health.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/)

  const signedIn = await ask(`${url}/api/session`, {
    ca: certificate,
    method: 'POST',
    body: { account: 'duty1', password: 'Anlan@2026' },
  })
  expect(signedIn.status).toBe(201)
  const cookie = String(signedIn.headers['set-cookie'])
  expect(cookie).toMatch(/; Secure/)
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=/)

  // Who does not know the certificate is not talked into trusting it, and plain HTTP gets nothing.
  await expect(ask(`${url}/healthz`, {})).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  await expect(fetch(url.replace('https', 'http'))).rejects.toThrow()
})

test('over plain HTTP nothing promises HTTPS', async ({ running }) => {
  const { url } = await running.start()
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'duty1', password: 'Anlan@2026' }),
  })
  expect(reply.headers.get('strict-transport-security')).toBe(null)
  expect(reply.headers.get('set-cookie')).not.toMatch(/; Secure/)
})
