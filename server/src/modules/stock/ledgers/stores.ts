import { type StoreLevel, type StoreState, storeLevels, storeStates } from '@anlan/contract/stock.ts'
import { choice, decimal, ledger, longText, phone, place, text, type Values, yesNo } from '../../register/api.ts'
import { endStore, reviveStore, writeStore } from '../stores/write.ts'

/** 仓库和储备室: one in use has a keeper who can be called (S49, W217). */
export default ledger({
  name: 'stock-stores',
  label: '应急物资仓库（储备室）',
  group: '应急物资',
  purpose: '登记县、乡镇、村（社区）和企业的应急物资仓库、储备室，落实专人看管，随取随用。',
  title: 'name',
  key: ['unitId', 'name'],
  ownerLabel: '管理单位',
  keptBy: ['town', 'village', 'community'],
  verifyEveryDays: 90,
  symbol: { shape: 'square', color: '#8a5a14' },
  readableBy: 'county',
  permissions: { read: 'stock.read', edit: 'stock.move' },
  fields: {
    name: text('仓库名称', { required: true, max: 60, inList: true }),
    level: choice('级别', storeLevels, { required: true, inList: true }),
    kind: choice('类别', ['综合仓库', '专业仓库', '储备室', '村级储备点', '前置点'], { required: true, inList: true }),
    state: choice('状态', storeStates, { required: true, inList: true }),
    address: text('地址', { max: 120, inList: true }),
    position: place('位置'),
    areaM2: decimal('面积', { optional: true, unit: '平方米', max: 1_000_000 }),
    keeper: text('看管人', { max: 30, inList: true, help: '启用的仓库必须有看管人和电话' }),
    keeperPhone: phone('看管人电话', { inList: true }),
    backupKeeper: text('备用看管人', { max: 30 }),
    backupPhone: phone('备用看管人电话'),
    open24h: yesNo('24 小时可取用', { inList: true }),
    conditions: text('温湿度和储存条件', { optional: true, max: 200 }),
    camera: text('监控', { optional: true, max: 200 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: values => (values['state'] === 'active' ? missingKeeper(values) : []),
  storage: {
    source: 'stock_store_ledger',
    save: async (work, { id, unitId, values, before }) => {
      const word = (name: string) => String(values[name] ?? '')
      const position = values['position'] as { lng: number; lat: number } | null
      await writeStore(work, before === null, {
        id,
        unit_id: unitId,
        name: word('name'),
        level: values['level'] as StoreLevel,
        kind: word('kind'),
        state: values['state'] as StoreState,
        address: word('address'),
        lng: position?.lng ?? null,
        lat: position?.lat ?? null,
        area_m2: (values['areaM2'] as number | null) ?? null,
        keeper: word('keeper'),
        keeper_phone: word('keeperPhone'),
        backup_keeper: word('backupKeeper'),
        backup_phone: word('backupPhone'),
        open_24h: values['open24h'] === true,
        conditions: word('conditions'),
        camera: word('camera'),
        note: word('note'),
      })
    },
    remove: endStore,
    restore: reviveStore,
  },
})

const missingKeeper = (values: Values) => [
  ...(values['keeper'] ? [] : [{ field: 'keeper', message: '启用的仓库必须有看管人' }]),
  ...(values['keeperPhone'] ? [] : [{ field: 'keeperPhone', message: '启用的仓库必须有看管人电话' }]),
]
