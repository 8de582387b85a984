import type { ChangeEntry } from '@anlan/contract/change.ts'
import type {
  AddQuizQuestion,
  AnswerQuiz,
  ChangeQuizQuestion,
  QuizDueView,
  QuizQuestionView,
  QuizStanding,
  QuizView,
  StartQuiz,
} from '@anlan/contract/quiz.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

const root = ['duty-quiz']
const at = '/desk/quiz'
export const standingQuery = queryOptions({
  queryKey: [...root, 'standing'],
  queryFn: () => http.get<QuizStanding>(`${at}/standing`),
})
export const quizQuery = (id: string) =>
  queryOptions({ queryKey: [...root, 'attempt', id], queryFn: () => http.get<QuizView>(`${at}/attempts/${id}`) })
export const dueQuery = queryOptions({
  queryKey: [...root, 'due'],
  queryFn: () => http.get<QuizDueView>(`${at}/due`),
})
export const questionsQuery = queryOptions({
  queryKey: [...root, 'questions'],
  queryFn: () => http.get<Items<QuizQuestionView>>(`${at}/questions`),
})
export const questionHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: [...root, 'history', id],
    queryFn: () => http.get<Items<ChangeEntry>>(`${at}/questions/${id}/history`),
  })
export const useStartQuiz = () =>
  useAct((body: Input<typeof StartQuiz>) => http.post<QuizView>(`${at}/attempts`, body), [[...root, 'standing']])
export const useSubmitQuiz = (id: string) =>
  useAct((body: Input<typeof AnswerQuiz>) => http.put<QuizView>(`${at}/attempts/${id}/answers`, body), [root])
export const useAddQuestion = () =>
  useAct((body: Input<typeof AddQuizQuestion>) => http.post(`${at}/questions`, body), [root])
export const useChangeQuestion = (id: string) =>
  useAct((body: Input<typeof ChangeQuizQuestion>) => http.put(`${at}/questions/${id}`, body), [root])
