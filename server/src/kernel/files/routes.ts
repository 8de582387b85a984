import { randomUUID } from 'node:crypto'
import { Id } from '@anlan/contract/codec.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { matterInReach, unitsInReach } from '../access/reach.ts'
import type { House } from '../house.ts'
import type { App } from '../http/app.ts'
import { Problem } from '../problem.ts'
import { recordFact } from '../work/work.ts'
import { isWholeOf, mediaTypeOf } from './kinds.ts'

const FileView = z.object({ id: Id, name: z.string(), type: z.string(), size: z.number() })

/** Upload and download. A file belongs to the unit that brought it and, when given, to a matter. */
export function fileRoutes(app: App, house: House) {
  app.post(
    '/api/files',
    { config: { permission: 'file.upload' }, schema: { response: { 201: FileView } } },
    async (request, reply) => {
      const part = await request.file()
      if (!part)
        throw new Problem('invalid-input', { errors: [{ pointer: '/file', field: '文件', message: '请选择文件' }] })
      const name = plainName(part.filename)
      let mediaType = ''
      const { digest, size } = await house.files.save(
        part.file,
        head => {
          const found = mediaTypeOf(name, head)
          if (!found) throw new Problem('file/type-refused')
          mediaType = found
        },
        async (file, size) => {
          if (part.file.truncated) throw new Problem('file/too-large')
          if (!(await isWholeOf(mediaType, file, size))) throw new Problem('file/type-refused')
        },
      )
      const file = { id: randomUUID(), name, type: mediaType, size }
      await request.work(async work => {
        await work.tx
          .insertInto('file')
          .values({
            id: file.id,
            digest,
            name,
            media_type: mediaType,
            size,
            unit_id: work.actor.unitId,
            matter_id: null,
            uploaded_by: work.actor.accountId,
            uploaded_at: work.now,
          })
          .execute()
        recordFact(work, 'file.uploaded', file.id, { digest, size, mediaType })
      })
      return reply.code(201).send(file)
    },
  )

  app.get(
    '/api/files/:id',
    { config: { permission: 'file.read' }, schema: { params: z.object({ id: Id }) } },
    async (request, reply) => {
      const file = await request.work(work =>
        work.tx
          .selectFrom('file')
          .selectAll()
          .where('id', '=', request.params.id)
          .where(eb =>
            eb.or([
              eb('unit_id', 'in', unitsInReach(work)),
              eb.and([eb('matter_id', 'is not', null), matterInReach(work, sql.ref('file.matter_id'))]),
            ]),
          )
          .executeTakeFirst(),
      )
      if (!file) throw new Problem('not-found')
      const content = await house.files.read(file.digest)
      if (!content) {
        house.log.error({ file: file.id, digest: file.digest }, 'the content of a file has gone')
        throw new Problem('not-found', { detail: '文件内容已不在存储中，请告知系统管理员' })
      }
      return reply
        .type(file.media_type)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('content-length', file.size)
        .send(content)
    },
  )
}

/** The last part of the name, without what cannot be seen or turns the direction of writing (a `fdp.exe` that reads `exe.pdf`). */
const plainName = (given: string) => {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const visible = last.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
  return [...visible].slice(0, 200).join('') || '未命名'
}
