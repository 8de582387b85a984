import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpsServer, get } from 'node:https'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../../test/self-signed.ts'
import { errorInWords } from './network-error.ts'

const listening = (server: Server) =>
  new Promise<number>(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
const closedPort = async () => {
  const server = createServer()
  const port = await listening(server)
  await new Promise(resolve => server.close(resolve))
  return port
}
const failureOf = async (act: Promise<unknown>) =>
  act.then(
    () => '没有失败',
    (error: Error) => errorInWords(error),
  )

describe('what an operator reads of a connection that failed', () => {
  test('nobody listens', async () => {
    const said = await failureOf(fetch(`http://localhost:${await closedPort()}`))
    expect(said).toBe('对方拒绝连接，请核对地址和端口（fetch failed）')
  })

  test('no such name, for a mail server too', async () => {
    const transport = nodemailer.createTransport({ host: 'mail.anlan.invalid', port: 25 })
    expect(await failureOf(transport.sendMail({ from: 'a@anlan.invalid', to: 'b@anlan.invalid' }))).toMatch(
      /^找不到该地址，请核对域名和域名解析（.*mail\.anlan\.invalid.*）$/,
    )
  })

  test('nobody answers in time', async () => {
    const server = createServer(() => {})
    const port = await listening(server)
    const said = await failureOf(fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(50) }))
    expect(said).toMatch(/^连接超时，对方没有答复（.+）$/)
    server.close()
  })

  test('a certificate that nobody vouches for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anlan-tls-'))
    const { certFile, keyFile } = selfSigned(folder)
    const server = createHttpsServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
    const port = await listening(server)
    const asked = new Promise((resolve, reject) => get(`https://127.0.0.1:${port}`, resolve).on('error', reject))
    expect(await failureOf(asked)).toBe('对方使用自签名证书，不受信任（self-signed certificate）')
    server.close()
    rmSync(folder, { recursive: true })
  })

  test('what is no failure of a connection, or is said in Chinese already, stays as it is', () => {
    expect(errorInWords(new Error('网关答复 500'))).toBe('网关答复 500')
    expect(errorInWords(new Error('cannot read property'))).toBe('cannot read property')
  })
})
