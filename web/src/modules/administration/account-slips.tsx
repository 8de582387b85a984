import { Button } from 'antd'
import { primary } from '../../ui/hotkeys.ts'
import './account-slips.css'

export interface Slip {
  account: string
  displayName: string
  unitName: string
  roles: string
  password: string
}

/** 账号交接单: one slip for each person, to be printed, cut and handed over by hand. The passwords are nowhere else. */
export function AccountSlips({ slips, onDone, done }: { slips: Slip[]; onDone: () => void; done: string }) {
  return (
    <div className="slips-page">
      <div className="slips-acts">
        <b>{slips.length} 张交接单</b>
        <span className="quiet">初始密码只在这里显示一次。请打印、裁开，当面交给本人；首次登录须修改密码。</span>
        <span className="spread" />
        <Button {...primary} onClick={() => window.print()}>
          打印交接单
        </Button>
        <Button onClick={onDone}>{done}</Button>
      </div>
      <ul className="slips">
        {slips.map(slip => (
          <li key={slip.account}>
            <h3>安澜账号交接单</h3>
            <dl>
              <dt>单位</dt>
              <dd>{slip.unitName}</dd>
              <dt>使用人</dt>
              <dd>
                {slip.displayName}
                {slip.roles && `（${slip.roles}）`}
              </dd>
              <dt>网址</dt>
              <dd>{window.location.origin}</dd>
              <dt>账号</dt>
              <dd>
                <code>{slip.account}</code>
              </dd>
              <dt>初始密码</dt>
              <dd>
                <code>{slip.password}</code>
              </dd>
            </dl>
            <p>首次登录须修改密码，账号仅限本人使用。</p>
            <p>领取人签字：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
