import { itemsFor, sources } from './seeded-item.ts'

const forestFire = itemsFor(['11G'], sources.forestFire, [
  [
    '核清起火点坐标、面积、火线长度、风向风力、林种',
    10,
    'place:town',
    { how: '就近护林员或无人机查看，报带坐标的照片。', needs: { drone: 1 } },
  ],
  ['查清火场周边居民点、加油站、输电线路和重要设施距离', 15, 'office:forestry'],
  [
    '乡镇半专业队先行扑救，控制火头；严禁老幼孕残和未经训练人员上山',
    20,
    'place:town',
    { needs: { 'forest-fire': 20 } },
  ],
  [
    '调县森林消防专业队，指定集结点和带路人',
    20,
    'office:forestry',
    { needs: { 'forest-fire': 50, blower: 20, 'tool-2': 50 } },
  ],
  ['划定安全撤离路线和避火区，设安全观察员', 30, 'lead', { how: '风向突变、火势进沟、联络中断立即撤。' }],
  [
    '受威胁村组群众转移到避难场所',
    30,
    'place:town',
    { when: { targets: ['居民区', '村庄', '居民点'] }, needs: { 'passenger-transport': 2, shelter: 100 } },
  ],
  ['火场逼近输电线路：停电并护线', 30, 'office:power', { when: { targets: ['输电', '变电站', '高压线'] } }],
  [
    '加油加气站、危化仓库停业、清空可燃物、消防车驻守',
    30,
    'office:fireRescue',
    { when: { targets: ['加油', '危化', '加气站'] }, needs: { 'fire-fighting': 10 } },
  ],
  ['气象部门提供火场逐小时风和降水预报', 30, 'office:weather'],
  ['寻找取水点，架设森林消防水泵', 45, 'office:forestry', { needs: { 'fire-pump': 2, hose: 500 } }],
  ['公安调查火因，控制肇事人', 60, 'office:publicSecurity', { when: { fireCause: ['祭祀', '农事', '吸烟', '施工'] } }],
  ['与相邻县通报火情，商请联防', 45, 'office:generalDutyOffice', { when: { fireCause: ['境外', '邻县'] } }],
])

const flood = itemsFor(['11A', '11B'], sources.flood, [
  ['核清雨量、水位、涨势和上下游水库泄洪情况', 10, 'office:water'],
  [
    '通知危险区责任人，按预案立即转移低洼、沿河、切坡群众',
    15,
    'place:town',
    { how: '先转移老弱病残；逐户敲门，劝导拒转人员并登记。', needs: { 'passenger-transport': 4, shelter: 200 } },
  ],
  ['封控漫水桥、下穿通道和临水道路', 15, 'office:publicSecurity'],
  [
    '救援被困人员：水域救援队、冲锋舟、救生衣',
    20,
    'office:fireRescue',
    { needs: { 'water-rescue': 10, 'assault-boat': 2, 'life-jacket': 50 } },
  ],
  ['险工险段、病险水库派人巡查守护', 30, 'office:water', { needs: { 'flood-rescue': 30 } }],
  [
    '水库大坝险情：降低水位、通知下游转移、技术专家到场',
    15,
    'office:water',
    { when: { site: ['水库堤坝'], disasterCause: ['水库险情'] }, needs: { 'flood-rescue': 50, drainage: 4 } },
  ],
  ['上游泄洪：通知下游沿河乡镇、采砂、水上作业和涉水景区', 10, 'office:water', { when: { disasterCause: ['泄洪'] } }],
  ['内涝点布置排水泵车', 40, 'office:housing', { needs: { drainage: 4, 'power-supply': 1 } }],
  ['关停涉水景区、山洪沟露营点，清点游客', 20, 'office:culture', { when: { targets: ['景区'] } }],
  [
    '核实断路断电断网断水村，派抢通队',
    60,
    'office:transport',
    { needs: { 'road-clearing': 10, 'telecom-repair': 5, 'power-repair': 5 } },
  ],
  [
    '开放安置点，备足被褥食品饮水',
    60,
    'office:civilAffairs',
    { needs: { quilt: 100, 'instant-food': 50, 'drinking-water': 50 } },
  ],
])

const geology = itemsFor(['11D', '12P01'], sources.geology, [
  [
    '撤离危险区内全部人员，划定警戒范围，严禁返回',
    10,
    'place:town',
    { how: '两侧和上下方同时撤；夜间和降雨期不得返回取物。' },
  ],
  ['封闭受影响道路，两端设卡绕行', 15, 'office:transport', { how: '公布绕行路线；边坡未稳前不放行。' }],
  ['清点失联被困人数，联系通信定位', 20, 'place:town'],
  [
    '地质技术人员到场查险，判断二次滑塌风险',
    40,
    'office:naturalResources',
    { how: '划定红线、设裂缝和位移观测，未经许可不得入内施救。' },
  ],
  ['量清坍塌、滑塌的高、长、方量并登记损毁', 40, 'office:transport', { how: '在事件页“损毁描述”逐项登记并附照片。' }],
  [
    '抢险机械和搜救力量就位',
    45,
    'office:emergencyBureau',
    { needs: { 'search-rescue': 20, excavation: 2, loading: 2, lighting: 2 } },
  ],
  ['堰塞、堵河：通知下游转移并监测水位', 30, 'office:water', { when: { disasterCause: ['河道堵塞', '堰塞'] } }],
  ['受威胁农户投亲靠友或安置', 60, 'place:town', { needs: { shelter: 50 } }],
  [
    '道路双向中断：发布公告，抢通方案报县政府',
    60,
    'office:transport',
    { when: { roadState: ['双向中断'] }, needs: { 'road-clearing': 20 } },
  ],
])

const earthquake = itemsFor(['11C'], sources.responseLaw, [
  ['速报震中、烈度和本县感受，派人分片查灾', 15, 'office:emergencyBureau'],
  ['组织群众到空旷场所避震，开放避难场所', 20, 'place:town', { needs: { shelter: 300 } }],
  [
    '搜救队伍集结，先救医院、学校、集镇',
    30,
    'office:fireRescue',
    { needs: { 'search-rescue': 40, 'medical-rescue': 20 } },
  ],
  ['排查水库、尾矿库、危化、燃气次生险情', 60, 'office:emergencyBureau'],
])

export const disasterItems = [...forestFire, ...flood, ...geology, ...earthquake]
