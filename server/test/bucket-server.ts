import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

interface Account {
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * The far side of the S3 file store: one bucket in memory, speaking what the store asks of it (HEAD, GET, PUT, DELETE, multipart), and
 * refusing every request whose Signature Version 4 it does not come to itself.
 */
export class BucketServer {
  objects = new Map<string, Buffer>()
  refused = 0
  #uploads = new Map<string, Map<number, Buffer>>()
  #server: Server
  #account: Account

  private constructor(account: Account) {
    this.#account = account
    this.#server = createServer((request, reply) => {
      this.#answer(request, reply).catch((error: Error) => reply.writeHead(500).end(error.message))
    })
  }

  static async start(account: Account): Promise<BucketServer> {
    const server = new BucketServer(account)
    await new Promise<void>(resolve => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop() {
    if (!this.#server.listening) return
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, reply: ServerResponse) {
    const body = await buffer(request)
    const url = new URL(request.url ?? '/', 'http://bucket')
    const say = (status: number, code: string) =>
      reply.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
    if (!this.#isSigned(request, url)) {
      this.refused++
      return say(403, 'SignatureDoesNotMatch')
    }
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== this.#account.bucket) return say(404, 'NoSuchBucket')
    const key = rest.join('/')
    const upload = url.searchParams.get('uploadId')
    switch (request.method) {
      case 'HEAD':
      case 'GET': {
        const content = key ? this.objects.get(key) : Buffer.alloc(0)
        if (!content) return say(404, 'NoSuchKey')
        return reply.writeHead(200, { 'content-length': content.length }).end(request.method === 'GET' ? content : '')
      }
      case 'PUT': {
        if (upload) this.#uploads.get(upload)?.set(Number(url.searchParams.get('partNumber')), body)
        else this.objects.set(key, body)
        return reply.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
      }
      case 'POST': {
        if (url.searchParams.has('uploads')) {
          const id = `upload-${this.#uploads.size + 1}`
          this.#uploads.set(id, new Map())
          return reply
            .writeHead(200, { 'content-type': 'application/xml' })
            .end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
        }
        const parts = [...(this.#uploads.get(upload ?? '') ?? [])].sort(([a], [b]) => a - b)
        if (parts.slice(0, -1).some(([, part]) => part.length < 5 * 1024 * 1024)) return say(400, 'EntityTooSmall')
        this.objects.set(key, Buffer.concat(parts.map(([, part]) => part)))
        return reply
          .writeHead(200, { 'content-type': 'application/xml' })
          .end(`<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>`)
      }
      case 'DELETE':
        if (upload) this.#uploads.delete(upload)
        else this.objects.delete(key)
        return reply.writeHead(204).end()
      default:
        return say(405, 'MethodNotAllowed')
    }
  }

  /** AWS Signature Version 4, recomputed from the request as it arrived. */
  #isSigned(request: IncomingMessage, url: URL): boolean {
    const { accessKeyId, secretAccessKey, region } = this.#account
    const match = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      request.headers.authorization ?? '',
    )
    if (!match) return false
    const [, id, day = '', scope, headers = '', signature] = match
    if (id !== accessKeyId || scope !== region) return false
    const query = [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&')
    const canonical = [
      request.method,
      url.pathname,
      query,
      ...headers.split(';').map(name => `${name}:${String(request.headers[name]).trim()}`),
      '',
      headers,
      request.headers['x-amz-content-sha256'],
    ].join('\n')
    const digest = createHash('sha256').update(canonical).digest('hex')
    const text = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date']}\n${day}/${region}/s3/aws4_request\n${digest}`
    const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${secretAccessKey}`,
    )
    return createHmac('sha256', signingKey).update(text).digest('hex') === signature
  }
}
