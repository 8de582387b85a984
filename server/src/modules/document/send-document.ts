import type { FastifyReply } from 'fastify'
import type { OfficialPaper } from './paper/official-paper.ts'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A paper as a download: its file name without ending, and how to render it, which needs no database. */
interface Download {
  name: string
  render(): Promise<Buffer>
}

/** Answers with a paper as a download under its own name. Rendering comes after the unit of work, which it would only keep waiting. */
export const sendDocument = (reply: FastifyReply, paper: Download): Promise<FastifyReply> =>
  send(reply, paper, docxType, `${paper.name}.docx`)

/** The same as PDF. */
export const sendPdf = (reply: FastifyReply, paper: Download): Promise<FastifyReply> =>
  send(reply, paper, 'application/pdf', `${paper.name}.pdf`)

/** The paper as PDF. What draws it is large and loaded when the first PDF is asked for. */
export const renderPaperPdf = async (paper: OfficialPaper): Promise<Buffer> =>
  (await import('./pdf/pdf-paper.ts')).drawPaper(paper)

const send = async (reply: FastifyReply, paper: Download, type: string, fileName: string) =>
  reply
    .type(type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .send(await paper.render())
