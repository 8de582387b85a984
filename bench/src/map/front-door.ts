import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

const tiles = '/api/map/tiles/'
export const geojsonPath = '/bench-things.geojson'

/**
 * Stands before the product for all variants alike: hands everything on, serves the naive map's one file packed beforehand (the page may load from its own
 * host alone), and counts the bytes of things that went out since `startCount`.
 */
export async function openFrontDoor(productUrl: string, geojson: string) {
  const { hostname, port } = new URL(productUrl)
  const file = gzipSync(geojson)
  let bytes = 0
  let requests = 0
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === geojsonPath) {
      bytes += file.length
      requests++
      outgoing.writeHead(200, { 'content-type': 'application/geo+json', 'content-encoding': 'gzip' }).end(file)
      return
    }
    const { url, method, headers } = incoming
    const isTile = url?.startsWith(tiles) ?? false
    if (isTile) requests++
    const onwards = request({ hostname, port, path: url, method, headers }, reply => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      if (isTile) reply.on('data', (chunk: Buffer) => (bytes += chunk.length))
      reply.pipe(outgoing)
    })
    onwards.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onwards.destroy())
    incoming.pipe(onwards)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    startCount() {
      bytes = 0
      requests = 0
    },
    counted: () => ({ bytes, requests }),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
export type FrontDoor = Awaited<ReturnType<typeof openFrontDoor>>
