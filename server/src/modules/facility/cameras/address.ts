/** What is wrong with the address of a camera, in words; null when it may stand. Accounts and passwords would be read by everybody. */
export function addressRefusal(protocol: string, address: string): string | null {
  const schemes = protocol === 'rtsp' ? ['rtsp:', 'rtsps:'] : ['http:', 'https:']
  if (protocol === 'none') return '未接入的摄像点不填写接入地址'
  if (!URL.canParse(address)) return '接入地址不是完整的网址，例如 http://10.1.2.3/snapshot.jpg'
  const url = new URL(address)
  if (!schemes.includes(url.protocol)) return `该接入方式的地址应以 ${schemes.map(one => `${one}//`).join(' 或 ')} 开头`
  if (url.username || url.password) return '接入地址中不能带账号密码'
  // What a policy of the page cannot name would open it to everything.
  if (!/^[a-z0-9.-]+$/i.test(url.hostname)) return '接入地址的主机应为域名或 IPv4 地址'
  return null
}

/** The origin that a page must be allowed to show, e.g. `http://10.1.2.3:8080`; null where no browser fetches it. */
export function originOf(protocol: string, address: string | null): string | null {
  if (!address || protocol === 'rtsp' || addressRefusal(protocol, address)) return null
  return new URL(address).origin
}
