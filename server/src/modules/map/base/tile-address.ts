/** What is wrong with the address of tiles, in words; null when a browser can use it. */
export function addressRefusal(template: string, subdomains: string[]): string | null {
  for (const part of ['{z}', '{x}', '{y}'])
    if (!template.includes(part)) return `地址模板应含 ${part}，用来填写级别 z、列 x、行 y`
  if (template.includes('{s}') && subdomains.length === 0) return '地址模板含 {s}，请填写子域名'
  const [address] = addressesOf(template, subdomains)
  if (!address || !URL.canParse(filled(address))) return '地址模板不是完整的网址'
  const url = new URL(filled(address))
  if (!['http:', 'https:'].includes(url.protocol)) return '地址模板应以 https:// 或 http:// 开头'
  if (url.username || url.password) return '地址模板中不要写账号密码，密钥请写在参数里'
  if (/[{}]/.test(address.split('/')[2] ?? '')) return '主机名中只能用 {s}'
  return null
}

/** The template once per subdomain. */
export const addressesOf = (template: string, subdomains: string[]): string[] =>
  template.includes('{s}') ? subdomains.map(name => template.replaceAll('{s}', name)) : [template]

/** The origins its tiles come from. */
export const originsOf = (template: string, subdomains: string[]): string[] => [
  ...new Set(addressesOf(template, subdomains).map(address => new URL(filled(address)).origin)),
]

const filled = (address: string) => address.replaceAll(/\{[xyz]\}/g, '0')
