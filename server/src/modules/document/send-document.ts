import type { FastifyReply } from 'fastify'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Answers with a paper as a download under its own name. Rendering comes after the unit of work, which it would only keep waiting. */
export async function sendDocument(
  reply: FastifyReply,
  paper: { name: string; render(): Promise<Buffer> },
): Promise<FastifyReply> {
  return reply
    .type(docxType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${paper.name}.docx`)}`)
    .send(await paper.render())
}
