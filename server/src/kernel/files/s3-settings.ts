/** Where files lie when not on the local disk: a bucket of an S3-compatible storage (MinIO, Ceph, a government cloud). */
export interface S3Settings {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const names = {
  endpoint: 'S3_ENDPOINT',
  bucket: 'S3_BUCKET',
  accessKeyId: 'S3_ACCESS_KEY_ID',
  secretAccessKey: 'S3_SECRET_ACCESS_KEY',
} as const

/** Reads the settings of the file storage; null when none is named. `refuse` makes the error that names the variable. */
export function readS3Settings(env: NodeJS.ProcessEnv, refuse: (message: string) => Error): S3Settings | null {
  const given = Object.values(names).filter(name => env[name])
  if (given.length === 0) return null
  const missing = Object.values(names).filter(name => !env[name])
  if (missing.length) throw refuse(`已设置 ${given.join('、')}，还应设置 ${missing.join('、')}`)
  const value = (name: keyof typeof names) => env[names[name]] ?? ''
  const endpoint = value('endpoint').replace(/\/+$/, '')
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw refuse('S3_ENDPOINT 应为对象存储的地址，不带桶名和口令，例如 https://minio.county.lan:9000')
  const bucket = value('bucket')
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw refuse(`S3_BUCKET 应为 3 至 63 位小写字母、数字、点或连字符，现为“${bucket}”`)
  return {
    endpoint,
    bucket,
    region: env['S3_REGION'] || 'us-east-1',
    accessKeyId: value('accessKeyId'),
    secretAccessKey: value('secretAccessKey'),
  }
}
