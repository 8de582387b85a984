import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { Frame } from './frame.tsx'
import { Mislaid } from './mislaid.tsx'

const opening = <div id="start">正在打开……</div>

/** Every page is fetched when it is first opened; the duty desk loads no other screen's code. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
  hydrateFallbackElement: opening,
  errorElement: <Mislaid />,
})

export const router = createBrowserRouter([
  page('/sign-in', async () => (await import('./gate/sign-in-page.tsx')).SignInPage),
  page('/second-factor', async () => (await import('./gate/second-factor-page.tsx')).SecondFactorPage),
  page('/setup', async () => (await import('./gate/setup/setup-page.tsx')).SetupPage),
  page(
    '/public/duty-phones',
    async () => (await import('../modules/duty/roster/feed/public-phones-page.tsx')).PublicPhonesPage,
  ),
  page('/password', async () => (await import('./gate/password-page.tsx')).PasswordPage),
  {
    path: '/',
    element: <Frame />,
    hydrateFallbackElement: opening,
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('./homes/home.tsx')).Home }),
        errorElement: <Mislaid />,
      },
      page('desk', async () => (await import('./homes/desk.tsx')).Desk),
      page('intake', async () => (await import('../modules/event-report/intake/intake-page.tsx')).IntakePage),
      page('events', async () => (await import('../modules/event-report/event/events-page.tsx')).EventsPage),
      page('events/:id', async () => (await import('../modules/event-report/event/event-page.tsx')).EventPage),
      page('reports', async () => (await import('../modules/event-report/report/reports-page.tsx')).ReportsPage),
      page('reports/:id', async () => (await import('../modules/event-report/report/report-page.tsx')).ReportPage),
      page(
        'daily-reports',
        async () => (await import('../modules/event-report/report/daily-reports-page.tsx')).DailyReportsPage,
      ),
      page(
        'direct-reports',
        async () => (await import('../modules/event-report/report/direct-reports-page.tsx')).DirectReportsPage,
      ),
      page(
        'violations',
        async () => (await import('../modules/event-report/violation/violations-page.tsx')).ViolationsPage,
      ),
      page('coverage', async () => (await import('../modules/coverage/coverage-page.tsx')).CoveragePage),
      page('map', async () => (await import('../modules/map/map-page.tsx')).MapPage),
      page('walls/map', async () => (await import('../modules/map/wall/dispatch-wall.tsx')).DispatchWall),
      page('walls/duty', async () => (await import('../modules/coverage/duty-wall.tsx')).DutyWall),
      page('papers', async () => (await import('../modules/document/papers-page.tsx')).PapersPage),
      page('papers/kinds', async () => (await import('../modules/document/kinds-page.tsx')).KindsPage),
      page('papers/:id', async () => (await import('../modules/document/paper-page.tsx')).PaperPage),
      page(
        'fault-bulletin',
        async () => (await import('../modules/event-report/violation/bulletin-page.tsx')).BulletinPage,
      ),
      page(
        'corrections',
        async () => (await import('../modules/event-report/violation/corrections-page.tsx')).CorrectionsPage,
      ),
      page('rules', async () => (await import('../modules/event-report/rules/rules-page.tsx')).RulesPage),
      page('search', async () => (await import('./search/search-page.tsx')).SearchPage),
      page('instructions', async () => (await import('../modules/instruction/instructions-page.tsx')).InstructionsPage),
      page(
        'instructions/:id',
        async () => (await import('../modules/instruction/instruction-page.tsx')).InstructionPage,
      ),
      page('responses', async () => (await import('../modules/response/page/responses-page.tsx')).ResponsesPage),
      page('responses/:id', async () => (await import('../modules/response/page/response-page.tsx')).ResponsePage),
      page(
        'response-templates',
        async () => (await import('../modules/response/templates/templates-page.tsx')).ResponseTemplatesPage,
      ),
      page('forms', async () => (await import('../modules/form/forms-page.tsx')).FormsPage),
      page('forms/:id', async () => (await import('../modules/form/editor-page.tsx')).FormEditorPage),
      page('forms/:id/print', async () => (await import('../modules/form/print-page.tsx')).FormPrintPage),
      page('form-collections/:id', async () => (await import('../modules/form/matrix-page.tsx')).MatrixPage),
      page('form-pieces', async () => (await import('../modules/form/my-pieces-page.tsx')).MyPiecesPage),
      page('form-pieces/:id', async () => (await import('../modules/form/piece-page.tsx')).PiecePage),
      page('calls', async () => (await import('../modules/switchboard/calls-page.tsx')).CallsPage),
      page('obligations', async () => (await import('../modules/obligation/obligations-page.tsx')).ObligationsPage),
      page('notices', async () => (await import('../modules/notice/notices-page.tsx')).NoticesPage),
      page('duty/mine', async () => (await import('../modules/duty/shifts/my-shifts-page.tsx')).MyShiftsPage),
      page('duty/swaps', async () => (await import('../modules/duty/shifts/swaps-page.tsx')).SwapsPage),
      page('duty/roster', async () => (await import('../modules/duty/roster-page.tsx')).RosterPage),
      page('duty/rooms', async () => (await import('../modules/duty/roster/rooms/rooms-page.tsx')).RoomsPage),
      page('duty/rooms/:id', async () => (await import('../modules/duty/roster/rooms/room-page.tsx')).RoomPage),
      page('duty/rosters', async () => (await import('../modules/duty/roster/month-page.tsx')).MonthPage),
      page('duty/log', async () => (await import('../modules/duty/log/log-page.tsx')).LogPage),
      page('bulletins', async () => (await import('../modules/desk/bulletins-page.tsx')).BulletinsPage),
      page('duty/procedure', async () => (await import('../modules/desk/procedure/procedure-page.tsx')).ProcedurePage),
      page('duty/quiz', async () => (await import('../modules/desk/quiz/quiz-page.tsx')).QuizPage),
      page('duty/handovers', async () => (await import('../modules/duty/handover/handovers-page.tsx')).HandoversPage),
      page('duty/handovers/:id', async () => (await import('../modules/duty/handover/handover-page.tsx')).HandoverPage),
      page('duty/modes', async () => (await import('../modules/duty-mode/modes-page.tsx')).ModesPage),
      page('duty/key-periods', async () => (await import('../modules/duty-mode/key-periods-page.tsx')).KeyPeriodsPage),
      page('duty/call-in', async () => (await import('../modules/duty-mode/my-call-in.tsx')).MyCallInPage),
      page('duty-check', async () => (await import('../modules/duty-check/duty-check-page.tsx')).DutyCheckPage),
      page('duty-check/calls/:id', async () => (await import('../modules/duty-check/call-page.tsx')).CallPage),
      page('duty-check/spot/:id', async () => (await import('../modules/duty-check/spot-page.tsx')).SpotPage),
      page('resources', async () => (await import('../modules/resource/resources-page.tsx')).ResourcesPage),
      page('directory', async () => (await import('../modules/directory/directory-page.tsx')).DirectoryPage),
      page('surveys', async () => (await import('../modules/register/surveys/surveys-page.tsx')).SurveysPage),
      page('surveys/:id', async () => (await import('../modules/register/surveys/survey-page.tsx')).SurveyPage),
      page('shelters', async () => (await import('../modules/shelter/shelters-page.tsx')).SheltersPage),
      page('shelters/:id', async () => (await import('../modules/shelter/shelter-page.tsx')).ShelterPage),
      page('registers', async () => (await import('../modules/register/home-page.tsx')).RegistersPage),
      page('registers/:name', async () => (await import('../modules/register/list/ledger-page.tsx')).LedgerPage),
      page('registers/:name/print', async () => (await import('../modules/register/list/print-page.tsx')).PrintPage),
      page(
        'registers/:name/imports',
        async () => (await import('../modules/register/sheets/imports-page.tsx')).ImportsPage,
      ),
      page(
        'registers/:name/imports/:id',
        async () => (await import('../modules/register/sheets/import-page.tsx')).ImportPage,
      ),
      page(
        'completeness',
        async () => (await import('../modules/register/completeness/completeness-page.tsx')).CompletenessPage,
      ),
      page(
        'dictionaries',
        async () => (await import('../modules/register/define/dictionaries-page.tsx')).DictionariesPage,
      ),
      page('directory/care', async () => (await import('../modules/directory/care-page.tsx')).DirectoryCarePage),
      page('directory/print', async () => (await import('../modules/directory/print-page.tsx')).DirectoryPrintPage),
      page('calendar', async () => (await import('../modules/calendar/calendar-page.tsx')).CalendarPage),
      page('accounts', async () => (await import('../modules/administration/accounts-page.tsx')).AccountsPage),
      page('usage', async () => (await import('../modules/administration/usage-page.tsx')).UsagePage),
      page('operations', async () => (await import('../modules/administration/operations-page.tsx')).OperationsPage),
      page('settings', async () => (await import('../modules/administration/settings-page.tsx')).SettingsPage),
      page('facts', async () => (await import('../modules/administration/facts-page.tsx')).FactsPage),
      { path: '*', element: <Mislaid /> },
    ],
  },
])
