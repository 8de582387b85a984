import { Id } from '@anlan/contract/codec.ts'
import {
  AcceptTask,
  DecideRefusal,
  FinishTask,
  IssueTask,
  MyTaskQuery,
  NameTaskHolder,
  RefuseTask,
  SplitTask,
  TaskProgress,
  VerifyTask,
  WithdrawTask,
} from '@anlan/contract/response.ts'
import { MyResponseTask, ResponseView } from '@anlan/contract/response-view.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { myTasks } from '../reading/tasks.ts'
import { acceptTask, finishTask, refuseTask, reportProgress, splitTask } from '../tasks/carry-out.ts'
import { nameTaskHolder } from '../tasks/holder.ts'
import { issueTask } from '../tasks/issue.ts'
import { decideRefusal, verifyTask, withdrawTask } from '../tasks/judge.ts'
import { startStepNow } from '../tasks/steps.ts'
import { after, afterOf } from './after.ts'

const params = z.object({ id: Id })
const reply = { 200: ResponseView }
const handle = { permission: 'response.handle' } as const
const at = (step: string) => `/api/response-tasks/:id/${step}`

/** What is done with tasks: by the unit that has one, and by whoever gave it. */
export function taskRoutes(app: App) {
  app.get(
    '/api/response-tasks',
    {
      config: handle,
      schema: { querystring: MyTaskQuery, response: { 200: z.object({ items: z.array(MyResponseTask) }) } },
    },
    request => request.work(work => myTasks(work, request.query)),
  )
  app.post(
    '/api/responses/:id/tasks',
    { config: { permission: 'response.command' }, schema: { params, body: IssueTask, response: reply } },
    request => request.create(work => after(work, request.params.id, issueTask(work, request.params.id, request.body))),
  )
  app.post(at('start'), { config: handle, schema: { params, response: reply } }, request =>
    request.work(work => afterOf(work, startStepNow(work, request.params.id))),
  )
  app.post(at('acceptance'), { config: handle, schema: { params, body: AcceptTask, response: reply } }, request =>
    request.work(work => afterOf(work, acceptTask(work, request.params.id, request.body))),
  )
  app.post(at('refusal'), { config: handle, schema: { params, body: RefuseTask, response: reply } }, request =>
    request.work(work => afterOf(work, refuseTask(work, request.params.id, request.body))),
  )
  app.post(at('progress'), { config: handle, schema: { params, body: TaskProgress, response: reply } }, request =>
    request.create(work => afterOf(work, reportProgress(work, request.params.id, request.body))),
  )
  app.post(at('completion'), { config: handle, schema: { params, body: FinishTask, response: reply } }, request =>
    request.create(work => afterOf(work, finishTask(work, request.params.id, request.body))),
  )
  app.post(at('parts'), { config: handle, schema: { params, body: SplitTask, response: reply } }, request =>
    request.work(work => afterOf(work, splitTask(work, request.params.id, request.body))),
  )
  app.put(at('holder'), { config: handle, schema: { params, body: NameTaskHolder, response: reply } }, request =>
    request.work(work => afterOf(work, nameTaskHolder(work, request.params.id, request.body))),
  )
  app.post(at('decision'), { config: handle, schema: { params, body: DecideRefusal, response: reply } }, request =>
    request.work(work => afterOf(work, decideRefusal(work, request.params.id, request.body))),
  )
  app.post(at('verification'), { config: handle, schema: { params, body: VerifyTask, response: reply } }, request =>
    request.work(work => afterOf(work, verifyTask(work, request.params.id, request.body))),
  )
  app.post(at('withdrawal'), { config: handle, schema: { params, body: WithdrawTask, response: reply } }, request =>
    request.work(work => afterOf(work, withdrawTask(work, request.params.id, request.body))),
  )
}
