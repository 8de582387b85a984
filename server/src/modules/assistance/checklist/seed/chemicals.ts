import { itemsFor, sources } from './seeded-item.ts'

const chemicals = itemsFor(['12D'], sources.chemicals, [
  [
    '问清物质名称、UN 编号、数量、容器和泄漏部位',
    5,
    'office:generalDutyOffice/primary',
    { how: '看罐体橙色标牌、运单、安全卡；在事件要素登记后自动列出处置指南。' },
  ],
  ['提醒现场从上风侧接近，无防护不得进入', 5, 'office:generalDutyOffice/primary'],
  ['按指南距离隔离，疏散下风向群众', 15, 'place:town', { how: '距离见本页处置指南；夜间、大量泄漏取大值。' }],
  ['封闭事发路段或厂区周边道路，禁绝火源', 15, 'office:publicSecurity'],
  [
    '消防到场侦检、堵漏、倒罐',
    30,
    'office:fireRescue',
    { needs: { hazmat: 6, 'leak-kit': 2, 'chemical-suit': 6, 'gas-detector': 2 } },
  ],
  [
    '联系生产、运输、托运企业技术人员到场',
    30,
    'office:emergencyBureau',
    { how: '要求企业负责人和应急队伍携带堵漏、倒罐设备。' },
  ],
  ['医院准备洗消和中毒灼伤救治', 30, 'office:health', { needs: { ambulance: 2, 'medical-rescue': 6 } }],
  ['下风向布点监测空气中有毒物浓度', 40, 'office:ecology', { when: { pollutant: ['有毒气体', '酸类'] } }],
  [
    '着火爆炸：控制邻近罐体温度，预判沸溢、爆炸撤离',
    20,
    'office:fireRescue',
    { when: { release: ['着火', '爆炸'] }, needs: { 'fire-fighting': 20 } },
  ],
])

/** 勘察、排查、拦截、阻隔、清污、监控、监测: which of them and how depends on cause, pollutant and what is to be protected (W196, W197). */
const pollution = itemsFor(['12Q', '12D', '12B04'], sources.environment, [
  [
    '勘察：到现场查明污染物、泄漏量、入河点和流速',
    30,
    'office:ecology',
    { how: '报带坐标的照片，推算到达下游取水口的时间。' },
  ],
  ['排查：沿河沿管网逆流找源，查清责任单位', 60, 'office:ecology', { when: { cause: ['排放', '倾倒', '不明'] } }],
  [
    '拦截：在入河口和下游筑坝或投放围油栏',
    45,
    'office:water',
    { when: { receiving: ['河', '沟渠', '水库', '湖'] }, needs: { excavation: 2, haulage: 4 } },
  ],
  [
    '拦截油膜：布设围油栏、吸附棉',
    45,
    'office:ecology',
    { when: { pollutant: ['油'] }, needs: { 'oil-boom': 200, absorbent: 200 } },
  ],
  ['阻隔：关闭雨水排口、闸门、涵管，防止扩散', 40, 'office:housing', { when: { receiving: ['管网', '河', '沟渠'] } }],
  [
    '清污（酸）：石灰、纯碱分段投加中和，专人测 pH',
    60,
    'office:ecology',
    { when: { pollutant: ['酸'] }, needs: { lime: 2000 }, how: '由下游向上游、由少到多，防止局部过热和过碱。' },
  ],
  ['清污（碱）：投加弱酸中和，专人测 pH', 60, 'office:ecology', { when: { pollutant: ['碱'] } }],
  [
    '清污（油、有机物）：活性炭坝、吸附棉收集，防火防爆',
    60,
    'office:ecology',
    { when: { pollutant: ['油', '苯系物'] }, needs: { absorbent: 500 } },
  ],
  ['清污（氰化物）：保持碱性投加次氯酸盐破氰，严禁遇酸', 60, 'office:ecology', { when: { pollutant: ['氰化物'] } }],
  ['清污（重金属、尾矿砂）：截流沉淀，投加絮凝剂', 60, 'office:ecology', { when: { pollutant: ['重金属', '尾矿砂'] } }],
  [
    '监控：通知下游取水口、水厂，必要时停止取水、启用备用水源',
    20,
    'office:water',
    { when: { targets: ['取水口', '水源地'] }, how: '停水同时公告并组织送水。' },
  ],
  [
    '监测：源头、河道、取水口三段布点，首次数据 60 分钟内报',
    60,
    'office:ecology',
    { how: '之后每小时一报，直至连续达标。' },
  ],
  [
    '通报下游乡镇和相邻县',
    40,
    'office:generalDutyOffice',
    { when: { receiving: ['河', '沟渠'] }, source: sources.environmentPlan },
  ],
  ['暂停沿河取水灌溉、养殖取水，巡查死鱼', 60, 'office:agriculture', { when: { targets: ['农田', '养殖'] } }],
  ['收集处置现场废液、消防废水，防止二次污染', 60, 'office:ecology'],
])

export const chemicalItems = [...chemicals, ...pollution]
