import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

const store = join(tmpdir(), `anlan-test-files-${process.pid}`)
const pdf = (text = '现场照片') => Buffer.from(`%PDF-1.7\n${text}`)
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

interface Uploaded {
  id: string
  name: string
  type: string
  size: number
}

async function upload(world: World, account: string, name: string, content: Buffer, field = 'file') {
  const { token } = await world.as(account)
  const escaped = name.replaceAll('"', '%22')
  const raw = await world.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=anlan' },
    payload: Buffer.concat([
      Buffer.from(`--anlan\r\ncontent-disposition: form-data; name="${field}"; filename="${escaped}"\r\n\r\n`),
      content,
      Buffer.from('\r\n--anlan--\r\n'),
    ]),
  })
  return { status: raw.statusCode, body: raw.json<Uploaded & { code?: string }>() }
}

async function download(world: World, account: string, id: string) {
  const { token } = await world.as(account)
  return world.app.inject({ url: `/api/files/${id}`, headers: { authorization: `Bearer ${token}` } })
}

/** An archive of empty files. */
function zip(...names: string[]): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  for (const name of names) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(Buffer.concat(locals).length, 42)
    locals.push(local, Buffer.from(name))
    entries.push(entry, Buffer.from(name))
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(Buffer.concat(entries).length, 12)
  end.writeUInt32LE(Buffer.concat(locals).length, 16)
  return Buffer.concat([...locals, ...entries, end])
}

const everythingKept = () => (existsSync(store) ? (readdirSync(store, { recursive: true }) as string[]) : [])
const bytesKept = () =>
  everythingKept()
    .map(one => statSync(join(store, one)))
    .filter(one => one.isFile())
    .reduce((sum, one) => sum + one.size, 0)

describe('a file', () => {
  test('comes back as it was brought, as a download under its own name', async ({ world }) => {
    const content = Buffer.concat([pdf(), randomBytes(200_000)])
    const { status, body } = await upload(world, 'chaping1', '受灾情况 "一".pdf', content)
    expect(status).toBe(201)
    expect(body).toMatchObject({ type: 'application/pdf', size: content.length })
    const back = await download(world, 'chaping1', body.id)
    expect(back.rawPayload.equals(content)).toBe(true)
    expect(back.headers['content-type']).toBe('application/pdf')
    expect(back.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''%E5%8F%97/)
    expect(back.headers['x-content-type-options']).toBe('nosniff')
    expect(await world.facts()).toContain('file.uploaded')
  })

  test('is kept once however often and under whatever name it is brought', async ({ world }) => {
    const content = Buffer.concat([pdf(), randomBytes(10_000)])
    await upload(world, 'chaping1', 'a.pdf', content)
    const before = bytesKept()
    const again = await upload(world, 'chaping1', 'b.pdf', content)
    expect(again.status).toBe(201)
    expect(bytesKept()).toBe(before)
    const digest = createHash('sm3').update(content).digest('hex')
    expect(existsSync(join(store, digest.slice(0, 2), digest))).toBe(true)
  })

  test('is known by its content, not by its name', async ({ world }) => {
    const taken = async (name: string, content: Buffer) => (await upload(world, 'chaping1', name, content)).status
    expect(await taken('现场.png', png)).toBe(201)
    const refused: [string, Buffer][] = [
      ['现场.png', pdf()],
      ['现场.pdf', png],
      ['script.svg', Buffer.from('<svg onload="alert(1)"/>')],
      ['page.html', Buffer.from('<script>alert(1)</script>')],
      ['photo.png.exe', png],
      ['program.exe', Buffer.from('MZ')],
      ['noextension', pdf()],
      ['empty.pdf', Buffer.alloc(0)],
      ['short.pdf', Buffer.from('%PD')],
    ]
    const wrong: string[] = []
    for (const [name, content] of refused) {
      const { status, body } = await upload(world, 'chaping1', name, content)
      if (status !== 415 || body.code !== 'file/type-refused') wrong.push(`${name}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test('that is packed is known by its parts: an archive under the name of a document is none', async ({ world }) => {
    const taken = async (name: string, content: Buffer) => (await upload(world, 'chaping1', name, content)).status
    const before = bytesKept()
    const paper = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('灾情快报')] }] }))
    expect(await taken('快报.docx', paper)).toBe(201)
    const kept = bytesKept()
    expect(kept).toBeGreaterThan(before)
    expect(await taken('快报.xlsx', paper)).toBe(415)
    expect(await taken('快报.docx', zip('installer.exe', 'readme.txt'))).toBe(415)
    expect(await taken('快报.docx', zip('[Content_Types].xml', 'xl/workbook.xml'))).toBe(415)
    expect(await taken('快报.docx', paper.subarray(0, paper.length - 30))).toBe(415)
    expect(await taken('快报.docx', Buffer.from('PK\u0003\u0004'))).toBe(415)
    expect(bytesKept()).toBe(kept)
    expect(await taken('台账.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'))).toBe(201)
  })

  test('of more than 50 MB is refused and leaves nothing on the disk', async ({ world }) => {
    const before = bytesKept()
    const { status, body } = await upload(
      world,
      'chaping1',
      'big.pdf',
      Buffer.concat([pdf(), Buffer.alloc(51 * 1024 * 1024)]),
    )
    expect([status, body.code]).toEqual([413, 'file/too-large'])
    expect(bytesKept()).toBe(before)
  })

  test('whose upload breaks off is not kept', async ({ world }) => {
    const before = bytesKept()
    const { token } = await world.as('chaping1')
    const raw = await world.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=anlan' },
      payload: Buffer.concat([
        Buffer.from('--anlan\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'),
        pdf(randomBytes(50_000).toString('hex')),
      ]),
    })
    expect(raw.statusCode).toBe(400)
    expect(bytesKept()).toBe(before)
    expect((await world.query('select 1 from file')).length).toBe(0)
  })

  test('cannot be written or read outside the store, whatever it is called', async ({ world }) => {
    const names = [
      '../../../../tmp/escaped.pdf',
      '/etc/passwd.pdf',
      '..\\..\\windows\\a.pdf',
      'C:\\a.pdf',
      'CON.pdf',
      'a\u0000.png.pdf',
      '．．／a.pdf',
      `${'长'.repeat(300)}.pdf`,
      '\u202Efdp.exe.pdf',
    ]
    for (const name of names) {
      const { status, body } = await upload(world, 'chaping1', name, pdf(name))
      expect([201, 400, 415], name).toContain(status)
      if (status !== 201) continue
      expect(body.name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e]/u)
      expect(body.name.length).toBeLessThanOrEqual(200)
    }
    expect(existsSync('/tmp/escaped.pdf')).toBe(false)
    expect(everythingKept().filter(path => !/^(incoming|[0-9a-f]{2}(\/[0-9a-f]{64})?)$/.test(path))).toEqual([])
    for (const id of ['..%2f..%2fetc%2fpasswd', '%2e%2e', '../../etc/passwd'])
      expect([404, 422]).toContain((await download(world, 'chaping1', id)).statusCode)
  })

  test('is read by its town and those above, by nobody else', async ({ world }) => {
    const { body } = await upload(world, 'chaping1', 'a.pdf', pdf())
    const status = async (account: string) => (await download(world, account, body.id)).statusCode
    const within = ['chaping1', 'chaping2', 'duty1', 'leader1', 'bureau1']
    const outside = ['longtan1', 'liangshui1', 'team1', 'truck1', 'city1', 'water1']
    const wrong: string[] = []
    for (const account of within) if ((await status(account)) !== 200) wrong.push(account)
    for (const account of outside) if ((await status(account)) !== 404) wrong.push(account)
    expect(wrong).toEqual([])
    for (const account of ['admin1', 'security1', 'audit1']) expect(await status(account)).toBe(403)
  })

  test('whose content has gone is missed in so many words', async ({ world }) => {
    const { body } = await upload(world, 'chaping1', 'a.pdf', pdf())
    await world.query(`update file set digest = repeat('0', 64)`)
    const reply = await download(world, 'chaping1', body.id)
    expect(reply.statusCode).toBe(404)
    expect(reply.json<{ detail: string }>().detail).toContain('文件内容已不在存储中')
  })
})
