import { Nothing } from '../../ui/states.tsx'
import { useHasRole } from '../session.tsx'
import { RoleHome, roleHomes } from './role-homes.tsx'

/** The home of the first role that the account holds. */
export function OtherHome() {
  const has = useHasRole()
  const home = roleHomes.find(one => has(...one.roles))
  if (home) return <RoleHome home={home} />
  return (
    <section className="panel">
      <Nothing what="您的账号还没有授权，暂时不能办理业务。请联系安全管理员授权，授权后刷新本页即可" />
    </section>
  )
}
