import { ChangeEntry } from '@anlan/contract/change.ts'
import { Id } from '@anlan/contract/codec.ts'
import {
  AddQuizQuestion,
  AnswerQuiz,
  ChangeQuizQuestion,
  QuizDueView,
  QuizQuestionView,
  QuizStanding,
  QuizView,
  StartQuiz,
} from '@anlan/contract/quiz.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { readQuiz, startQuiz, submitQuiz } from './attempts.ts'
import { addQuestion, changeQuestion, listQuestions, questionHistory, readQuestion } from './questions.ts'
import { readDue, readStanding } from './standing.ts'

const params = z.object({ id: Id })
const take = { permission: 'desk.take-quiz' } as const
const edit = { permission: 'desk.edit-quiz' } as const
const items = <T extends z.ZodType>(item: T) => ({ 200: z.object({ items: z.array(item) }) })

/** 上岗测试. */
export function quizRoutes(app: App) {
  app.get('/api/desk/quiz/standing', { config: take, schema: { response: { 200: QuizStanding } } }, request =>
    request.work(readStanding),
  )
  app.post(
    '/api/desk/quiz/attempts',
    { config: take, schema: { body: StartQuiz, response: { 201: QuizView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readQuiz(work, await startQuiz(work, request.body)))),
  )
  app.get('/api/desk/quiz/attempts/:id', { config: take, schema: { params, response: { 200: QuizView } } }, request =>
    request.work(work => readQuiz(work, request.params.id)),
  )
  app.put(
    '/api/desk/quiz/attempts/:id/answers',
    { config: take, schema: { params, body: AnswerQuiz, response: { 200: QuizView } } },
    request =>
      request.work(async work => {
        await submitQuiz(work, request.params.id, request.body)
        return readQuiz(work, request.params.id)
      }),
  )
  app.get(
    '/api/desk/quiz/due',
    { config: { permission: 'desk.read' }, schema: { response: { 200: QuizDueView } } },
    request => request.work(readDue),
  )
  app.get('/api/desk/quiz/questions', { config: edit, schema: { response: items(QuizQuestionView) } }, request =>
    request.work(async work => ({ items: await listQuestions(work) })),
  )
  app.post(
    '/api/desk/quiz/questions',
    { config: edit, schema: { body: AddQuizQuestion, response: { 201: QuizQuestionView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => readQuestion(work, await addQuestion(work, request.body)))),
  )
  app.put(
    '/api/desk/quiz/questions/:id',
    { config: edit, schema: { params, body: ChangeQuizQuestion, response: { 200: QuizQuestionView } } },
    request =>
      request.work(async work => {
        await changeQuestion(work, request.params.id, request.body)
        return readQuestion(work, request.params.id)
      }),
  )
  app.get(
    '/api/desk/quiz/questions/:id/history',
    { config: edit, schema: { params, response: items(ChangeEntry) } },
    request => request.work(async work => ({ items: await questionHistory(work, request.params.id) })),
  )
}
