import { z } from 'zod'
import { Id, MaybeWhen, When } from './codec.ts'
import { PlanNeed } from './plan.ts'
import {
  arrivalKinds,
  bulletinStates,
  ResponseModeName,
  ResponseStateName,
  SceneStepName,
  TaskStateName,
} from './response.ts'
import { ResponseLevel, ResponseTopicName, TaskPriorityName } from './response-template.ts'

/** 四个第一, in minutes from when the county knew; null while it has not happened. */
const ResponseTimes = z.object({
  knownAt: MaybeWhen,
  startMinutes: z.number().nullable(),
  firstArrivalMinutes: z.number().nullable(),
  firstRescueMinutes: z.number().nullable(),
})

const FileLine = z.object({ id: Id, name: z.string(), size: z.number() })

export const TaskClock = z.object({
  dueAt: When,
  metAt: MaybeWhen,
  overdue: z.boolean(),
  minutesLate: z.number().nullable(),
})

/** One word about a task: what was done with it, by whom, when. */
export const TaskWord = z.object({
  id: Id,
  kind: z.string(),
  text: z.string(),
  at: When,
  byName: z.string(),
  unitName: z.string().nullable(),
  files: z.array(FileLine),
})
export const ResponseTaskView = z.object({
  id: Id,
  responseId: Id,
  parentId: Id.nullable(),
  /** T-01 within its response. */
  number: z.string(),
  /** Code of a group of its response. */
  group: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  place: z.string(),
  forces: z.string(),
  priority: TaskPriorityName,
  /** The post it was owed by, as the template says it. */
  postName: z.string().nullable(),
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  phone: z.string().nullable(),
  /** Nobody fills the post: the duty room keeps the task until it is named. */
  defect: z.string().nullable(),
  state: TaskStateName,
  /** Null while it waits for its moment (待启动). */
  issuedAt: MaybeWhen,
  /** When it is to start; null while the task before it has not ended. */
  plannedAt: MaybeWhen,
  /** The task before. */
  after: z.object({ number: z.string(), title: z.string() }).nullable(),
  /** Minutes after that, or after the start. */
  offsetMinutes: z.number(),
  /** It goes on, and reports every so often: its clock runs from report to report. */
  continuous: z.boolean(),
  needs: z.array(PlanNeed),
  deliverable: z.string(),
  /** Clause of the plan that it follows. */
  clause: z.string(),
  issuedByName: z.string(),
  acceptedAt: MaybeWhen,
  doneAt: MaybeWhen,
  doneByName: z.string().nullable(),
  result: z.string().nullable(),
  verifiedAt: MaybeWhen,
  verifiedByName: z.string().nullable(),
  refusal: z.string().nullable(),
  acceptClock: TaskClock.nullable(),
  doneClock: TaskClock.nullable(),
  words: z.array(TaskWord),
  may: z.object({
    start: z.boolean(),
    accept: z.boolean(),
    refuse: z.boolean(),
    work: z.boolean(),
    split: z.boolean(),
    name: z.boolean(),
    decide: z.boolean(),
    verify: z.boolean(),
    withdraw: z.boolean(),
  }),
})
export type ResponseTaskView = z.infer<typeof ResponseTaskView>

/** A task in somebody's own list, with what it belongs to. */
export const MyResponseTask = ResponseTaskView.extend({
  subject: z.string(),
  mode: ResponseModeName,
  responseLevel: ResponseLevel,
  eventId: Id.nullable(),
})
export type MyResponseTask = z.infer<typeof MyResponseTask>

export const HeadquartersMember = z.object({
  /** 总指挥, 副总指挥, 指挥部办公室 and 成员单位 of a plan's headquarters; 现场指挥官; 牵头 and 成员 of a group. */
  role: z.enum(['chief', 'deputy', 'office', 'seat', 'commander', 'lead', 'member']),
  unitId: Id.nullable(),
  unitName: z.string(),
  personName: z.string().nullable(),
  postName: z.string(),
  phone: z.string().nullable(),
  defect: z.string().nullable(),
})
export type HeadquartersMember = z.infer<typeof HeadquartersMember>
export const ResponseGroupView = z.object({
  /** One of the usual groups, or a plan's own key. */
  code: z.string(),
  name: z.string(),
  duties: z.string(),
  /** Dissolved with a lower level. */
  stoodDownAt: MaybeWhen,
  members: z.array(HeadquartersMember),
})
export type ResponseGroupView = z.infer<typeof ResponseGroupView>

export const ResponseLine = z.object({
  id: Id,
  subject: z.string(),
  topic: ResponseTopicName,
  responseLevel: ResponseLevel,
  mode: ResponseModeName,
  state: ResponseStateName,
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  leadUnitName: z.string(),
  startedAt: When,
  endedAt: MaybeWhen,
  tasks: z.number(),
  openTasks: z.number(),
  overdueTasks: z.number(),
  refusedTasks: z.number(),
})
export type ResponseLine = z.infer<typeof ResponseLine>

export const ArrivalView = z.object({
  id: Id,
  kind: z.enum(Object.keys(arrivalKinds) as [keyof typeof arrivalKinds]),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  name: z.string(),
  people: z.number().nullable(),
  equipment: z.string(),
  plannedAt: MaybeWhen,
  arrivedAt: MaybeWhen,
  how: z.enum(['self', 'desk']).nullable(),
  byName: z.string().nullable(),
  late: z.boolean(),
  may: z.object({ checkIn: z.boolean() }),
})
export const BulletinView = z.object({
  id: Id,
  title: z.string(),
  text: z.string(),
  state: z.enum(Object.keys(bulletinStates) as [keyof typeof bulletinStates]),
  draftedAt: When,
  draftedByName: z.string(),
  judgedAt: MaybeWhen,
  judgedByName: z.string().nullable(),
  opinion: z.string().nullable(),
  publishedAt: MaybeWhen,
  publishedByName: z.string().nullable(),
  channels: z.array(z.string()),
  nextBy: MaybeWhen,
  may: z.object({ judge: z.boolean(), publish: z.boolean() }),
})
export const ClueView = z.object({
  id: Id,
  source: z.string(),
  text: z.string(),
  foundAt: When,
  answer: z.string().nullable(),
  channel: z.string().nullable(),
  answeredAt: MaybeWhen,
  answeredByName: z.string().nullable(),
  /** From found to answered. */
  minutes: z.number().nullable(),
})
export const ToldLeader = z.object({
  deliveryId: Id,
  title: z.string(),
  personName: z.string().nullable(),
  postName: z.string().nullable(),
  unitName: z.string(),
  phone: z.string().nullable(),
  channel: z.string(),
  state: z.string(),
  toldAt: When,
  acknowledgedAt: MaybeWhen,
  acknowledgedVia: z.string().nullable(),
})

export const ResponseView = ResponseLine.extend({
  /** The level as its plan or the response table calls it. */
  templateName: z.string(),
  planId: Id.nullable(),
  /** The edition it was started from; what it says is frozen. */
  plan: z.object({ id: Id, title: z.string(), edition: z.number(), documentNumber: z.string().nullable() }).nullable(),
  ownerUnitName: z.string(),
  /** Levels it may be changed to. */
  levelChoices: z.array(
    z.object({ level: ResponseLevel, conditions: z.string(), starters: z.array(z.string()), startersSaid: z.string() }),
  ),
  headquartersName: z.string(),
  areaName: z.string(),
  measures: z.string(),
  expectedUntil: When,
  headquartersPlace: z.string(),
  startedByName: z.string(),
  starterPost: z.string(),
  /** By what right that post acted: its holder, or a deputy in his absence. */
  starterRight: z.string(),
  ordered: z.object({ name: z.string(), post: z.string(), at: When, how: z.string() }).nullable(),
  endedByName: z.string().nullable(),
  endNote: z.string().nullable(),
  eventVisible: z.boolean(),
  upper: z
    .object({
      unitName: z.string(),
      level: ResponseLevel,
      countyAtLeast: ResponseLevel,
      notedAt: When,
      note: z.string(),
    })
    .nullable(),
  /** The level is below what the upper response asks. */
  belowUpper: z.boolean(),
  levels: z.array(
    z.object({ from: ResponseLevel.nullable(), to: ResponseLevel, reason: z.string(), at: When, byName: z.string() }),
  ),
  /** 总指挥 and the others of the plan's headquarters. */
  command: z.array(HeadquartersMember),
  commanders: z.array(HeadquartersMember),
  groups: z.array(ResponseGroupView),
  defects: z.array(z.string()),
  taskList: z.array(ResponseTaskView),
  arrivals: z.array(ArrivalView),
  steps: z.array(
    z.object({
      step: SceneStepName,
      ownerName: z.string().nullable(),
      at: MaybeWhen,
      note: z.string().nullable(),
      byName: z.string().nullable(),
    }),
  ),
  told: z.array(ToldLeader),
  bulletins: z.array(BulletinView),
  clues: z.array(ClueView),
  closing: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      metAt: MaybeWhen,
      note: z.string().nullable(),
      byName: z.string().nullable(),
    }),
  ),
  followUps: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      dueAt: When,
      metAt: MaybeWhen,
      unitName: z.string(),
      overdue: z.boolean(),
    }),
  ),
  times: ResponseTimes,
  may: z.object({
    command: z.boolean(),
    end: z.boolean(),
    breakOff: z.boolean(),
    checkIn: z.boolean(),
    followUp: z.boolean(),
  }),
})
export type ResponseView = z.infer<typeof ResponseView>

/** How units took up and finished tasks in real responses. `rate` in per cent; null where nothing was due. */
const Average = z.object({ minutes: z.number().nullable(), of: z.number() })
export const ResponseStatistics = z.object({
  from: When,
  to: When,
  responses: z.number(),
  /** Newest first, at most 500: 获知到启动, 首批到场, 首项救援 in minutes, negative where the response began before the event. */
  list: z.array(
    ResponseTimes.extend({
      id: Id,
      subject: z.string(),
      topic: ResponseTopicName,
      responseLevel: ResponseLevel,
      startedAt: When,
    }),
  ),
  /** Averages over the responses of which the time is known; `of` says how many. */
  years: z.array(
    z.object({
      year: z.number(),
      responses: z.number(),
      start: Average,
      firstArrival: Average,
      firstRescue: Average,
    }),
  ),
  units: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      tasks: z.number(),
      acceptedInTime: z.number(),
      acceptedLate: z.number(),
      doneInTime: z.number(),
      doneLate: z.number(),
      refused: z.number(),
      rate: z.number().nullable(),
    }),
  ),
})

const TaskBrief = z.object({ number: z.string(), title: z.string(), state: TaskStateName })
/** What a change of level would do, shown before anybody decides it: 保留, 新增, 撤销. */
export const LevelChangePreview = z.object({
  from: ResponseLevel,
  to: ResponseLevel,
  starters: z.array(z.string()),
  keep: z.array(TaskBrief),
  add: z.array(
    z.object({
      title: z.string(),
      unitName: z.string(),
      defect: z.string().nullable(),
      offsetMinutes: z.number(),
      /** Waits for the step before. */
      waits: z.boolean(),
    }),
  ),
  cancel: z.array(TaskBrief),
  /** A person withdrew them: they do not come back. */
  left: z.array(TaskBrief),
  groupsAdded: z.array(z.string()),
  groupsDropped: z.array(z.string()),
})
export type LevelChangePreview = z.infer<typeof LevelChangePreview>

/** What open steps need and who nearest has it: proposals; the slips a person makes from them. */
export const ResourceProposals = z.object({
  place: z.string(),
  /** Whether the place is known, so that anything can be near. */
  isKnown: z.boolean(),
  items: z.array(
    z.object({
      taskId: Id,
      number: z.string(),
      title: z.string(),
      said: z.string(),
      capability: z.string().nullable(),
      name: z.string(),
      unit: z.string(),
      wanted: z.number(),
      withinKm: z.number().nullable(),
      missing: z.number(),
      parts: z.array(
        z.object({
          offerId: Id,
          name: z.string(),
          unitName: z.string(),
          capability: z.string(),
          take: z.number(),
          metres: z.number().nullable(),
          roadMinutes: z.number().nullable(),
          readyMinutes: z.number().nullable(),
        }),
      ),
    }),
  ),
  mayIssue: z.boolean(),
})
export type ResourceProposals = z.infer<typeof ResourceProposals>
