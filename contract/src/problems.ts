/**
 * The problem catalogue: every refusal the system can answer. `title` is for the person at the screen, the key is the
 * `code` for programs. Sent as application/problem+json (RFC 9457).
 */
export const problems = {
  'invalid-input': { status: 422, title: '填报内容有误' },
  'malformed-request': { status: 400, title: '请求无法读取' },
  'not-signed-in': { status: 401, title: '请先登录' },
  'session-expired': { status: 401, title: '登录已失效，请重新登录' },
  'not-permitted': { status: 403, title: '您的岗位没有这项权限' },
  'cross-site-request': { status: 403, title: '请求来源不被信任' },
  'password-change-required': { status: 403, title: '首次登录请先修改密码' },
  'not-found': { status: 404, title: '未找到' },
  'method-not-allowed': { status: 405, title: '不支持的操作方式' },
  conflict: { status: 409, title: '记录已被他人修改，请刷新后重试' },
  'id-already-used': { status: 409, title: '该编号已用于另一条内容不同的记录' },
  'too-large': { status: 413, title: '内容过大' },
  'unsupported-media': { status: 415, title: '不支持的内容类型' },
  'too-many-requests': { status: 429, title: '操作过于频繁，请稍后再试' },
  internal: { status: 500, title: '系统内部错误' },
  unavailable: { status: 503, title: '服务暂时不可用，请稍后重试' },
  'storage-full': { status: 507, title: '存储空间不足，内容未保存' },

  'session/wrong-credentials': { status: 401, title: '账号或密码不正确' },
  'session/account-disabled': { status: 403, title: '账号已停用，请联系系统管理员' },
  'session/locked-out': { status: 429, title: '登录失败次数过多，请稍后再试' },
  'session/busy': { status: 503, title: '登录人数较多，请稍后重试' },
  'session/weak-password': { status: 422, title: '新密码不符合要求' },
  'totp-required': { status: 401, title: '请输入动态验证码' },
  'second-factor-required': { status: 403, title: '按规定请先启用两步验证' },
  'session/wrong-code': { status: 401, title: '动态验证码不正确' },
  'session/second-factor-exists': { status: 409, title: '该账号已启用两步验证' },
  'session/second-factor-missing': { status: 409, title: '该账号没有启用两步验证' },
  'session/second-factor-obligatory': { status: 409, title: '按规定您的岗位必须使用两步验证' },
  'session/second-factor-unreadable': {
    status: 409,
    title: '两步验证的密钥不在本机，请用恢复码登录或联系安全管理员重置',
  },
  'administration/separate-powers': { status: 409, title: '系统管理、安全管理、审计三种权力不得由同一账号兼任' },
  'administration/own-account': { status: 409, title: '不能对自己的账号做此操作' },
  'administration/account-exists': { status: 409, title: '该账号名已被使用' },

  'clock/not-virtual': { status: 404, title: '未找到' },

  'event/unknown-type': { status: 422, title: '事件类型不在事件分类表中' },
  'event/unknown-area': { status: 422, title: '行政区划代码不在本县区划表中' },
  'event/time-order': { status: 422, title: '时间先后有误' },
  'event/secrecy': { status: 422, title: '涉密信息请通过涉密渠道报送' },
  'event/closed': { status: 409, title: '事件已办结，不能再修改' },
  'event/not-ended': { status: 409, title: '事件处置尚未结束' },
  'event/already-ended': { status: 409, title: '事件处置已经结束' },
  'event/must-report': { status: 409, title: '该事件属必报事件，尚未向上级报送，不能办结' },
  'event/obligations-open': { status: 409, title: '还有未完成的报送时限事项，不能办结' },
  'event/reason-required': { status: 422, title: '请说明理由' },
  'event/already-linked': { status: 409, title: '事件已包含该类型' },
  'event/outside-reach': { status: 422, title: '不在您的管辖范围' },

  'event-report/first-exists': { status: 409, title: '该事件已有首报，请用续报' },
  'event-report/no-first': { status: 409, title: '该事件尚未首报' },
  'event-report/final-exists': { status: 409, title: '该事件已终报' },
  'event-report/already-sent': { status: 409, title: '该报告已报出，不能再修改' },
  'event-report/incomplete': { status: 422, title: '必填要素不全，不能报出' },
  'event-report/not-signed': { status: 409, title: '该报告尚未签发' },
  'event-report/own-draft': { status: 409, title: '拟稿人不能审核或签发自己拟的报告' },
  'event-report/wrong-state': { status: 409, title: '报告当前状态不能做此操作' },
  'event-report/no-recipient': { status: 422, title: '请选择主送单位' },
  'event-report/already-received': { status: 409, title: '该报告已签收' },
  'event-report/already-reviewed': { status: 409, title: '该疑似问题已有认定结论' },
  'event-report/correction-settled': { status: 409, title: '该整改事项当前不能做此操作' },
  'event-report/own-correction': { status: 409, title: '不能审核自己提交的整改报告' },
  'event-report/already-confirmed': { status: 409, title: '该口头签批已经确认' },

  'switchboard/already-closed': { status: 409, title: '该来电已办结' },
  'switchboard/not-inquiry': { status: 409, title: '该来电不需要反馈' },

  'instruction/wrong-state': { status: 409, title: '批示当前状态不能做此操作' },
  'instruction/not-transcribed': { status: 409, title: '批示尚未抄清，不能转办' },
  'instruction/already-assigned': { status: 409, title: '该单位已承办此批示' },
  'instruction/answers-missing': { status: 409, title: '还有单位没有反馈办理完毕，不能办结' },
  'instruction/not-answered-up': { status: 409, title: '尚未向上级反馈，不能办结' },
  'instruction/leaders-not-told': { status: 409, title: '上级领导批示尚未报告县主要领导，不能办结' },
  'instruction/file-in-use': { status: 422, title: '附件不可用' },

  'paper/unknown-kind': { status: 422, title: '公文种类不存在或已停用' },
  'paper/secrecy': { status: 422, title: '涉密公文请通过涉密渠道办理' },
  'paper/wrong-state': { status: 409, title: '公文当前状态不能做此操作' },
  'paper/already-signed': { status: 409, title: '公文已签发，不能再修改' },
  'paper/own-draft': { status: 409, title: '拟稿人不能审核或签发自己拟的公文' },
  'paper/own-review': { status: 409, title: '审核人不能签发自己审核的公文' },
  'paper/not-signer': { status: 403, title: '您的岗位不能签发该种公文' },
  'paper/incomplete': { status: 422, title: '公文内容不全' },
  'paper/file-in-use': { status: 422, title: '附件不可用' },
  'paper/already-received': { status: 409, title: '该公文已签收' },

  'response/not-authorised': { status: 422, title: '响应应由有权岗位决定' },
  'response/no-template': { status: 409, title: '没有可用的响应模板' },
  'response/no-lead': { status: 409, title: '响应没有牵头部门' },
  'response/event-over': { status: 409, title: '事件处置已结束，不能启动响应' },
  'response/already-active': { status: 409, title: '该事件已有同类响应' },
  'response/already-linked': { status: 409, title: '该响应已有所属事件' },
  'response/below-upper': { status: 409, title: '本县响应不能低于上级响应的要求' },
  'response/ended': { status: 409, title: '响应已终止' },
  'response/conditions-open': { status: 409, title: '终止条件尚未全部核实' },
  'response/tasks-open': { status: 409, title: '还有未完成的任务，请说明如何处理' },
  'response/participation-missing': { status: 409, title: '尚未登记县级参与处置记录' },
  'response/task-state': { status: 409, title: '任务当前状态不能做此操作' },
  'response/parts-open': { status: 409, title: '分解任务尚未全部核验' },
  'response/own-work': { status: 409, title: '报告完成的人不能自己核验' },
  'response/already-arrived': { status: 409, title: '已登记到场' },
  'response/bulletin-state': { status: 409, title: '信息稿当前状态不能做此操作' },
  'response/own-bulletin': { status: 409, title: '拟稿人不能审核自己拟的信息稿' },
  'response/file-in-use': { status: 422, title: '附件不可用' },

  'obligation/already-settled': { status: 409, title: '该时限事项已办结' },

  'duty/shift-overlap': { status: 409, title: '该人员在此时段已有值班安排' },
  'duty/room-changed': { status: 409, title: '值班室设置已被他人修改，请刷新后再改' },
  'duty/roster-changed': { status: 409, title: '值班表已被他人修改' },
  'duty/roster-settled': { status: 409, title: '该值班表不是草稿，不能修改' },
  'duty/roster-incomplete': { status: 409, title: '值班表还有缺岗或违反规则之处，不能发布' },
  'duty/roster-not-published': { status: 409, title: '该值班表没有发布，不能撤回' },
  'duty/no-shifts': { status: 422, title: '这段日期没有班次' },
  'duty/leave-locked': { status: 409, title: '目前停止审批离岗请假' },
  'duty-mode/changed-meanwhile': { status: 409, title: '值班状态已被他人切换' },
  'duty-mode/already-decided': { status: 409, title: '这项建议已有决定' },
  'duty-mode/supplement-changed': { status: 409, title: '增援方案已有变化' },
  'duty-mode/list-closed': { status: 409, title: '召回已解除' },
  'duty/not-solved': { status: 503, title: '未能完成排班计算，请缩短日期或延长时限再试' },
  'duty/not-rostered': { status: 409, title: '您不是本班次的值班人员，不能签到' },
  'duty/own-unit': { status: 409, title: '不能为本单位办理' },
  'duty/check-in-closed': { status: 409, title: '现在不能签到' },
  'duty/already-checked-in': { status: 409, title: '该班次已签到' },
  'duty-check/closed': { status: 409, title: '已经关闭，不能再应答或登记' },
  'duty-check/answered': { status: 409, title: '已有应答' },
  'duty-check/not-asked': { status: 409, title: '不是对您的询问，不能代他人应答' },
  'duty-check/not-on-duty': { status: 409, title: '您此刻不在班，不能应答' },
  'duty-check/decided': { status: 409, title: '已有认定结论' },
  'directory/unknown-unit': { status: 422, title: '单位不在机构名录中' },
  'register/already-there': { status: 409, title: '台账中已有相同的记录' },
  'register/removed': { status: 409, title: '该记录已注销，请先恢复' },
  'register/not-removed': { status: 409, title: '该记录在册，不需要恢复' },
  'register/not-verifiable': { status: 409, title: '该台账不需要定期核实' },
  'register/unreadable-sheet': { status: 422, title: '表格无法读取' },
  'register/import-refused': { status: 409, title: '导入内容有误，未导入任何记录' },
  'register/import-settled': { status: 409, title: '该次导入已处理，不能重复操作' },
  'register/view-exists': { status: 409, title: '您已有同名视图' },
  'register/too-many-views': { status: 409, title: '视图数量已达上限，请先删除不用的视图' },
  'register/field-exists': { status: 409, title: '该台账已有同名字段' },
  'register/fields-fixed': { status: 409, title: '该台账的内容由业务模块保存，不能增加字段' },
  'register/too-many-fields': { status: 409, title: '该台账的扩展字段已达上限' },
  'register/entry-exists': { status: 409, title: '该字典已有相同的条目' },
  'register/changed-since': { status: 409, title: '部分记录在导入后又有改动，不能整体撤销' },
  'directory/not-filed': { status: 409, title: '该单位尚未备案，不能核查' },
  'directory/unit-in-use': { status: 409, title: '该单位还在使用，不能撤销' },
  'form/changed': { status: 409, title: '表格设计已被他人修改，请刷新后再改' },
  'form/unpublished': { status: 409, title: '表格尚未发布，不能开展报送' },
  'form/nothing-new': { status: 409, title: '草稿与现行版本相同，不需要发布' },
  'form/collection-closed': { status: 409, title: '该报送任务已结束' },
  'form/collection-kept': { status: 409, title: '该报送任务由系统按值班模式维护，不能在此修改' },
  'form/piece-changed': { status: 409, title: '该表已被他人先保存，您填写的内容没有覆盖它' },
  'form/piece-cancelled': { status: 409, title: '该表不需要再报' },
  'form/not-submitted': { status: 409, title: '该表尚未报送' },
  'calendar/unreadable-file': { status: 422, title: '节假日文件无法读取' },
  'notice/already-answered': { status: 409, title: '该通知已确认' },
  'notice/no-recipient': { status: 422, title: '请选择接收人' },
  'notice/channel-not-configured': { status: 409, title: '该通知渠道尚未配置' },
  'file/type-refused': { status: 415, title: '文件类型不在允许范围内，或内容与扩展名不符' },
  'file/too-large': { status: 413, title: '文件超过大小限制' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** One field that is wrong: where (RFC 6901 pointer), what the field is called, and what to do about it. */
export interface FieldError {
  pointer: string
  field: string
  message: string
}

/** The body of a refusal. */
export interface ProblemBody {
  type: string
  code: ProblemCode
  title: string
  status: number
  detail?: string
  errors?: FieldError[]
  reference?: string
}
