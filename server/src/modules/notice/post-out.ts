import { type LookupAddress, lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, prefix, 'ipv6')

/** Whether an address belongs to this machine or a private network. An IPv4 address written as IPv6 counts as what it is. */
export const isPrivateAddress = (address: string) => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Posts to an address that an administrator set and returns the status; a redirect is not followed. Without `allowPrivateAddress` the
 * very address that is connected to is checked, so a name that changes between check and call does not help.
 */
export function postOut(
  address: string,
  body: string,
  options: { allowPrivateAddress: boolean; timeoutMs: number; headers: Record<string, string> },
): Promise<number> {
  const url = new URL(address)
  const refused = () => new Error('网关地址是内网地址，设置不允许')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!options.allowPrivateAddress && isIP(host) && isPrivateAddress(host)) return Promise.reject(refused())
  const checked: LookupFunction = (name, how, answer) =>
    lookup(name, { ...how, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? []
      if (error || !first) return answer(error ?? new Error('找不到网关'), '')
      if (!options.allowPrivateAddress && found.some(one => isPrivateAddress(one.address))) return answer(refused(), '')
      return how.all ? answer(null, found) : answer(null, first.address, first.family)
    })
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        headers: { ...options.headers, 'content-length': Buffer.byteLength(body) },
        lookup: checked,
        signal: AbortSignal.timeout(options.timeoutMs),
        agent: false,
      },
      reply => {
        reply.resume()
        resolve(reply.statusCode ?? 0)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
