import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'
import type { App } from './app.ts'

/** The one place where a failure becomes a reply. */
export function handleFailures(app: App) {
  app.setErrorHandler(replyToFailure)
  app.setNotFoundHandler((_request: FastifyRequest, reply: FastifyReply) => {
    void send(reply, new Problem('not-found'))
  })
}

/** Also for what Fastify refuses before it knows the route: an address that cannot be read. */
export function replyToFailure(error: FastifyError & { code?: string }, request: FastifyRequest, reply: FastifyReply) {
  const problem = asProblem(error)
  if (problem) return send(reply, problem)
  const reference = randomUUID().slice(0, 8)
  request.log.error(
    { reference, route: request.routeOptions.url, error: error.message, stack: error.stack },
    'unexpected failure',
  )
  return send(reply, new Problem('internal', { detail: `请将编号 ${reference} 告知系统管理员` }), reference)
}

function send(reply: FastifyReply, problem: Problem, reference?: string) {
  if (problem.retryAfterSeconds) reply.header('retry-after', problem.retryAfterSeconds)
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem.body(reference))
}

function asProblem(error: FastifyError & { code?: string }): Problem | null {
  if (error instanceof Problem) return error
  const code = error.code ?? ''
  const status = error.statusCode ?? 0
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) return new Problem('unsupported-media')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) return new Problem('too-large')
  if (status === 429) return new Problem('too-many-requests', { retryAfterSeconds: 30 })
  if (
    code.startsWith('FST_ERR_CTP') ||
    error instanceof SyntaxError ||
    (status >= 400 && status < 500) ||
    isCutUpload(error)
  )
    return new Problem('malformed-request')
  return databaseProblem(code, error)
}

// The multipart parser's errors carry no code.
const isCutUpload = (error: Error) =>
  /^(Unexpected end of multipart|Part terminated early|Malformed part|Multipart: |The needle )/.test(error.message)

// PostgreSQL's own words for what got past the edge (class 22: data) and for its being away.
const databaseIsAway = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
])

// Something else is in the way: a unique key, a reference, an exclusion. A missing value or a broken check is a fault of ours.
const isBrokenByTheClient = new Set(['23505', '23503', '23P01'])

function databaseProblem(code: string, error: Error): Problem | null {
  if (
    databaseIsAway.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  )
    return new Problem('unavailable', { retryAfterSeconds: 2 })
  if (code === '53100') return new Problem('storage-full')
  if (code === 'ENOSPC') return new Problem('storage-full')
  if (code === '55P03' || code === '57014') return new Problem('unavailable', { retryAfterSeconds: 2 })
  if (/^22/.test(code))
    return new Problem('invalid-input', {
      errors: [{ pointer: '', field: '请求内容', message: '有一项内容超出可保存的范围' }],
    })
  if (isBrokenByTheClient.has(code)) return new Problem('conflict')
  return null
}
