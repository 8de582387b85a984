import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { Problem } from '../problem.ts'
import type { App } from './app.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Sends the page of the web app; there only where a built web app is served. */
    sendWebPage?(): FastifyReply
  }
}

/**
 * The built web app. Files are looked for when they are asked for, so that a running server goes on with whatever was built last. Built
 * files carry their content in their name and a browser may keep them; the page that names them, and the few others, are asked for each time.
 * Where the build left a packed copy beside a file (`.br`, `.gz`), a browser that reads it gets that one.
 */
export async function serveWebFiles(app: App, webDir: string) {
  await app.register(fastifyStatic, {
    root: webDir,
    serve: false,
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
  })
  app.decorateReply('sendWebPage', function () {
    return this.header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(createReadStream(join(webDir, 'index.html')))
  })
  app.get<{ Params: { '*': string } }>('/*', { schema: { hide: true } as object }, async (request, reply) => {
    const path = request.params['*']
    if (path.startsWith('api/')) throw new Problem('not-found')
    // A file of an earlier build is gone: saying so lets an open tab load the new one.
    if (path.startsWith('assets/')) return reply.sendFile(path, { cacheControl: true, immutable: true, maxAge: '365d' })
    reply.header('cache-control', 'no-cache')
    if (path !== 'index.html' && /\.\w+$/.test(path)) return reply.sendFile(path)
    return reply.sendWebPage?.()
  })
}
