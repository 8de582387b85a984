import { z } from 'zod'

/** The first member of an archive: what a restore has to know before it begins. */
export const Head = z.object({
  format: z.literal(1),
  product: z.string(),
  madeAt: z.string(),
  installation: z.string(),
  clock: z.enum(['real', 'virtual']),
  migrations: z.array(z.object({ id: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** Public halves of the keys that signed the record, hex. */
  publicKeys: z.array(z.string()),
})
export type Head = z.output<typeof Head>

/** The last member: what the archive holds, with checksums over the text of COPY and over the content of each file. */
export const Manifest = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() })),
  sequences: z.record(z.string(), z.string().nullable()),
  files: z.object({ count: z.number(), bytes: z.number(), missing: z.array(z.string()) }),
  keys: z.array(z.string()),
})
export type Manifest = z.output<typeof Manifest>

export const headName = 'head.json'
export const manifestName = 'manifest.json'
export const tableMember = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.copy`
export const fileMember = (digest: string) => `files/${digest}`
export const keyMember = (name: string) => `keys/${name}`
export const asJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
