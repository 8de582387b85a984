import { cameraProtocols } from '@anlan/contract/facility.ts'
import { choice, dictionary, integer, ledger, longText, phone, place, text } from '../../register/api.ts'
import { addressRefusal } from '../cameras/address.ts'

const scenes = dictionary({
  name: 'camera-scenes',
  label: '摄像点场所',
  source: '产品默认',
  confidence: '设计',
  entries: {
    community: '社区',
    public: '公共场所',
    street: '街道',
    traffic: '交通要道',
    risk: '风险源',
    river: '河道水库',
    forest: '林区瞭望',
    other: '其他',
  },
})

/** 视频图像摄像点 (S42). The address is opened by the browser of whoever looks; the server never fetches it. */
export default ledger({
  name: 'cameras',
  label: '视频监控点',
  group: '预警设施',
  purpose: '登记社区、公共场所、街道、交通要道和风险源的摄像点及其接入地址，事件中调看现场图像。',
  title: 'name',
  key: ['name'],
  ownerLabel: '建设（管护）单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'circle', color: '#34495e' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    scene: choice('场所', scenes, { required: true, inList: true }),
    position: place('位置', { required: true }),
    protocol: choice('接入方式', cameraProtocols, { required: true, inList: true }),
    address: text('接入地址', { max: 300, help: '政务外网可达的地址，不要写入账号密码' }),
    state: choice(
      '状态',
      { online: '在线', offline: '离线', repair: '维修', planned: '计划建设' },
      {
        required: true,
        inList: true,
      },
    ),
    builtYear: integer('建成年份', { min: 2000, max: 2100, inList: true, optional: true }),
    keeper: text('管护人', { max: 30, inList: true }),
    phone: phone('电话', { inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ protocol, address, state, builtYear }) => {
    const wrong: { field: string; message: string }[] = []
    const refusal = address ? addressRefusal(String(protocol), String(address)) : null
    if (refusal) wrong.push({ field: 'address', message: refusal })
    if (state !== 'planned' && !builtYear) wrong.push({ field: 'builtYear', message: '已建成的摄像点应填写建成年份' })
    return wrong
  },
})
