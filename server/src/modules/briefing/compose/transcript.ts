import { instructionChannels, instructionVerbs, leaderRanks } from '@anlan/contract/instruction.ts'
import type { ComposeTranscript } from '@anlan/contract/paper.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { matterInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { chineseDateTime, draftPaper } from '../../document/api.ts'
import { labelOf, part } from '../daily/part.ts'

/** 批示抄清件: the clean text of an instruction as a paper to the units that carry it out, which sign for it. One for each instruction. */
export async function composeTranscript(work: Work, input: z.output<typeof ComposeTranscript>): Promise<string> {
  const instruction = await work.tx
    .selectFrom('instruction as i')
    .selectAll('i')
    .where('i.id', '=', input.instructionId)
    .where(matterInReach(work, sql.ref('i.id')))
    .executeTakeFirst()
  if (!instruction) throw new Problem('not-found')
  if (instruction.clean_text === null) throw new Problem('instruction/not-transcribed')
  const tasks = await work.tx
    .selectFrom('instruction_assignment')
    .select(['unit_id', 'role', 'task'])
    .where('instruction_id', '=', instruction.id)
    .where('parent_id', 'is', null)
    .orderBy('sort')
    .execute()
  const units = (isLead: boolean) =>
    tasks.filter(task => (task.role === 'lead') === isLead).map(task => ({ unitId: task.unit_id, postId: null }))
  const reference = [
    { label: labelOf(instruction.number ?? instruction.subject), to: `/instructions/${instruction.id}` },
  ]
  const by = instruction.leader_post ? `${instruction.leader_post}${instruction.leader_name}` : instruction.leader_name
  const sections = [
    part('', [
      `${chineseDateTime(instruction.given_at)}，${by}（${leaderRanks[instruction.rank]}）以${instructionChannels[instruction.channel]}方式作出批示，现抄清如下${instruction.number ? `（${instruction.number}）` : ''}。`,
    ]).section,
    part('批示内容', [instruction.clean_text]).section,
    part('办理要求', [
      ...tasks.map(task => task.task),
      `${instructionVerbs[instruction.verb]}。${instruction.deadline ? `请于${chineseDateTime(instruction.deadline)}前反馈办理情况。` : '请按规定时限反馈办理情况，并附相关材料。'}`,
    ]).section,
  ]
  return draftPaper(work, {
    id: input.id,
    kind: 'instructionSheet',
    title: `关于${instruction.subject.replace(/^关于/, '')}的批示抄清`,
    urgency:
      instruction.urgency === 'mostUrgent' || instruction.urgency === 'veryUrgent'
        ? '特急'
        : instruction.urgency === 'urgent'
          ? '加急'
          : null,
    sections: sections.map((one, i) => (i === 0 ? { ...one, references: reference } : one)),
    main: units(true),
    copies: units(false),
    origin: `instruction/${instruction.id}`,
  })
}
