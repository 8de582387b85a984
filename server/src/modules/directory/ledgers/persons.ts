import { ledger, longText, phone, text } from '../../register/api.ts'
import { comeBack, leave, setPostsOf, writePerson } from '../people.ts'

/** 人员名录: who works where, in which posts, and how to reach them. */
export default ledger({
  name: 'persons',
  label: '人员名录',
  group: '机构通讯',
  purpose: '应急管理工作人员、值守人员、信息员及其岗位和联系电话。',
  title: 'name',
  key: ['unitId', 'name'],
  verifyEveryDays: 90,
  permissions: { read: 'directory.read', edit: 'directory.edit' },
  fields: {
    name: text('姓名', { required: true, max: 30, inList: true }),
    posts: text('职务（岗位）', { max: 200, inList: true, help: '本单位岗位，多个用顿号分隔；没有的岗位自动新建' }),
    mobile: phone('手机', { inList: true }),
    officePhone: phone('办公电话', { optional: true, inList: true }),
    fax: phone('传真', { optional: true }),
    email: text('电子邮箱', { optional: true, max: 100 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ email }) =>
    typeof email === 'string' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)
      ? [{ field: 'email', message: '电子邮箱格式不正确' }]
      : [],
  storage: {
    source: 'person_ledger',
    save: async (work, { id, unitId, values, before }) => {
      const word = (name: string) => (values[name] as string | null) ?? null
      const rest = { officePhone: word('officePhone'), fax: word('fax'), email: word('email'), note: word('note') }
      await writePerson(
        work,
        { id, unitId, name: String(values['name']), mobile: word('mobile'), ...rest },
        before === null,
      )
      if (word('posts') !== ((before?.['posts'] as string | null) ?? null))
        await setPostsOf(
          work,
          id,
          unitId,
          (word('posts') ?? '')
            .split(/[、，,;；/]+/)
            .map(one => one.trim())
            .filter(Boolean),
        )
    },
    remove: leave,
    restore: comeBack,
  },
})
