import type { World } from './world.ts'

const boundary = 'anlan-boundary'

/** Brings a small PDF into the platform as an account; its id. */
export async function uploadPdf(world: World, account: string, name = 'a.pdf'): Promise<string> {
  const { token } = await world.as(account)
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`
  const reply = await world.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${head}%PDF-1.7 现场照片\r\n--${boundary}--\r\n`,
  })
  if (reply.statusCode !== 201) throw new Error(`upload refused: ${reply.body}`)
  return reply.json<{ id: string }>().id
}
