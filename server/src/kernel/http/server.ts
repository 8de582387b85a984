import { existsSync, readFileSync } from 'node:fs'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyRequest, LogController } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Sessions } from '../access/sessions.ts'
import type { House } from '../house.ts'
import { Problem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import { type App, decorateRequests, requirePermissions } from './app.ts'
import { contentPolicy } from './content-policy.ts'
import { handleFailures, replyToFailure } from './failures.ts'
import { type LiveStream, tokenOf } from './stream.ts'
import { serializerCompiler, validatorCompiler } from './validation.ts'
import { serveWebFiles } from './web-files.ts'

const bodyLimit = 1024 * 1024
// Generous for people and programs that are signed in, tighter for strangers; a county office may sit behind one address.
const requestsPerMinute = { signedIn: 120_000, stranger: 30_000 }

/** The HTTP side of the house: security headers, sessions, limits, shapes, problems, the API description and the built web app. */
export async function buildServer(
  house: House,
  settings: Pick<Settings, 'tls' | 'trustProxy'>,
  sessions: Sessions,
  stream: LiveStream,
  options: { webDir?: string; logger?: boolean; more?: (app: App) => void } = {},
): Promise<App> {
  const app = Fastify({
    bodyLimit,
    trustProxy: settings.trustProxy,
    logger:
      options.logger === false ? false : { level: 'warn', redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: replyToFailure,
    ...(settings.tls && {
      https: { cert: readFileSync(settings.tls.certFile), key: readFileSync(settings.tls.keyFile) },
    }),
  }) as unknown as App

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  requirePermissions(app)
  handleFailures(app)
  await app.register(helmet, {
    hsts: settings.tls !== null || settings.trustProxy,
    // By a hook of ours, since the hosts change while the server runs and a page may have more of its own.
    contentSecurityPolicy: false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy(house.trustedHosts))
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 1, fields: 10, fieldSize: 10_000 } })
  await app.register(rateLimit, {
    global: false,
    max: (_request, key) => (key.startsWith('address ') ? requestsPerMinute.stranger : requestsPerMinute.signedIn),
    timeWindow: '1 minute',
    // A token that nobody was given buys no budget of its own: it draws on that of its address.
    keyGenerator: request => {
      const token = tokenOf(request)
      return token && sessions.isKnown(token) ? token : `address ${request.ip}`
    },
    errorResponseBuilder: (_request, context) =>
      new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '安澜 应急管理平台接口', version: '1.0.0' } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  // Before the session is looked up, which costs a statement. A route with a limit of its own is left to that.
  const limit = app.rateLimit()
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config.rateLimit) await limit.call(app, request, reply)
  })
  app.addHook('onRequest', async request => refuseForeignOrigin(request))
  decorateRequests(app, house, request => sessions.find(tokenOf(request)))

  options.more?.(app)
  app.get('/api/openapi.json', { config: { permission: 'public' }, schema: { hide: true } as object }, async () =>
    app.swagger(),
  )
  stream.routes(app)
  for (const module of house.modules) module.routes?.(app, house)
  if (options.webDir && existsSync(options.webDir)) await serveWebFiles(app, options.webDir)
  return app
}

/** A browser that carries our cookie says where the page came from; another site's page may not act in this one's name. */
function refuseForeignOrigin(request: FastifyRequest) {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw new Problem('cross-site-request')
  const { origin } = request.headers
  if (!origin) return
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw new Problem('cross-site-request')
}
