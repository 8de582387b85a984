import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeAnswers } from './api-answers.ts'

const answers = makeAnswers(process.env['DATABASE_URL'] ?? '')

async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
  const parts = (request.url ?? '').split('/')
  if (request.method === 'GET') return { status: 200, text: await answers.obligations(parts[3] ?? '') }
  const body = await readAll(request)
  if (parts[2] === 'duty') return { status: 201, text: await answers.writeLog(JSON.parse(body)) }
  return { status: 200, text: await answers.submit(parts[3] ?? '') }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, text }) => {
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    },
    (error: Error) => {
      response.writeHead(500)
      response.end(error.message)
    },
  )
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
