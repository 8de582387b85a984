import type { SetupView } from '@anlan/contract/setup.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { AccountSlips, type Slip } from '../../../modules/administration/account-slips.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { AccountsStep } from './accounts-step.tsx'
import { CodePage } from './code-page.tsx'
import { CountyStep } from './county-step.tsx'
import { DutyStep } from './duty-step.tsx'
import { OfficesStep } from './offices-step.tsx'
import { setupQuery, useOpenSetup } from './requests.ts'
import { PersonStep, UnitStep } from './sheet-step.tsx'
import './setup.css'

const steps = ['县和上级', '单位和区划', '人员和电话', '职能', '值班岗位', '账号'] as const

/** How many steps are done, as the county itself shows; the next one is where to go on. */
const doneSteps = ({ county, counts, officesConfirmed, duty }: SetupView): boolean[] => [
  county !== null,
  counts.towns > 0,
  counts.persons > 0,
  officesConfirmed,
  duty.primaries.length > 0,
  false,
]

/** 首次设置: an empty county becomes one that can send its first report. What is done stays done; one may leave and come back. */
export function SetupPage() {
  const setup = useQuery(setupQuery)
  const open = useOpenSetup()
  const go = useNavigate()
  const queries = useQueryClient()
  const [asked, setAsked] = useSearchParams()
  const [slips, setSlips] = useState<Slip[] | null>(null)
  const tried = useRef(false)
  const code = window.location.hash.slice(1)

  useEffect(() => {
    if (!code || tried.current || setup.data?.unlocked !== false) return
    tried.current = true
    open.mutate({ code }, { onSettled: () => window.history.replaceState(window.history.state, '', '/setup') })
  }, [code, setup.data, open])

  if (slips) {
    // The set-up is gone by now; the slips on the screen are all that is left of it.
    const leave = () => {
      queries.setQueryData(setupQuery.queryKey, null)
      void go('/sign-in', { replace: true })
    }
    return <AccountSlips slips={slips} done="已打印，去登录" onDone={leave} />
  }
  if (setup.data === null) return <Navigate to="/" replace />
  return (
    <Loaded of={{ ...setup, data: setup.data ?? undefined }}>
      {view => {
        if (!view.unlocked) return <CodePage open={open} busy={Boolean(code) && !tried.current} />
        const done = doneSteps(view)
        const next = done.indexOf(false)
        const given = asked.get('step')
        const at = given === null ? next : Math.min(Math.max(Number(given) - 1 || 0, 0), view.county ? 5 : 0)
        const to = (step: number) => setAsked({ step: String(step + 1) })
        const forward = () => to(Math.min(at + 1, 5))
        return (
          <div className="setup">
            <aside className="setup-side">
              <div className="setup-brand">
                <img src="/mark.svg" alt="" width={30} height={30} />
                安澜
              </div>
              <ol>
                {steps.map((name, i) => (
                  <li key={name} className={i === at ? 'is-at' : done[i] ? 'is-done' : undefined}>
                    <button type="button" disabled={i > 0 && !view.county} onClick={() => to(i)}>
                      <i>{done[i] ? '✓' : i + 1}</i>
                      {name}
                    </button>
                  </li>
                ))}
              </ol>
              <p>每一步完成即保存，可以随时离开，稍后用同一链接继续。建立账号后本页失效。</p>
            </aside>
            <main className="setup-main">
              {at === 0 && <CountyStep county={view.county} onDone={forward} />}
              {at === 1 && <UnitStep view={view} onDone={forward} />}
              {at === 2 && <PersonStep view={view} onDone={forward} />}
              {at === 3 && <OfficesStep offices={view.offices} onDone={forward} />}
              {at === 4 && <DutyStep duty={view.duty} onDone={forward} />}
              {at === 5 && <AccountsStep view={view} onDone={setSlips} />}
            </main>
          </div>
        )
      }}
    </Loaded>
  )
}
