import Fastify from 'fastify'
import { makeAnswers } from './api-answers.ts'

const answers = makeAnswers(process.env['DATABASE_URL'] ?? '')
const app = Fastify({ forceCloseConnections: true })
const json = 'application/json; charset=utf-8'

app.get<{ Params: { id: string } }>('/api/emergency-events/:id/obligations', async (request, reply) =>
  reply.type(json).send(await answers.obligations(request.params.id)),
)
app.post<{ Body: { id: string; text: string; matterId: string } }>('/api/duty/log', async (request, reply) =>
  reply
    .code(201)
    .type(json)
    .send(await answers.writeLog(request.body)),
)
app.post<{ Params: { id: string } }>('/api/event-reports/:id/submission', async (request, reply) =>
  reply.type(json).send(await answers.submit(request.params.id)),
)

process.stdout.write(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
