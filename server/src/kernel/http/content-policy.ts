/**
 * What a page may load (Content-Security-Policy): the platform's own files, and pictures, film and data from `hosts` (origins). Only a page made
 * to stand within another of ours is `framedBy` it.
 */
export function contentPolicy(hosts: Iterable<string>, framedBy: "'none'" | "'self'" = "'none'"): string {
  const outside = [...hosts].map(host => ` ${host}`).join('')
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${outside}`,
    `connect-src 'self'${outside}`,
    `media-src 'self' blob:${outside}`,
    "object-src 'none'",
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
    "form-action 'self'",
  ].join(';')
}
