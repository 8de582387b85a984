import { itemsFor, sources } from './seeded-item.ts'

const mine = itemsFor(['12A', '12B'], sources.production, [
  ['核清当班入井、升井、被困人数和位置', 10, 'office:emergencyBureau', { how: '以检身和人员定位记录为准，同时封存。' }],
  [
    '撤出其他作业面全部人员，切断危险区电源',
    10,
    'lead',
    { how: '瓦斯、火灾事故保持通风状态，未经指挥部同意不得停开风机。' },
  ],
  ['召请矿山救护队，查看最近到达时间', 15, 'office:emergencyBureau', { needs: { 'mine-rescue': 10 } }],
  ['保持与被困人员联络，压风、供水、通信', 30, 'lead'],
  ['透水：排水设备、电源和管路就位', 45, 'office:emergencyBureau', { needs: { drainage: 4, 'power-supply': 2 } }],
  ['严禁盲目施救，入井救援须监测气体、逐人登记', 15, 'office:emergencyBureau'],
  [
    '尾矿库险情：下游立即转移，监测坝体',
    10,
    'place:town',
    { when: { pollutant: ['尾矿砂'] }, needs: { 'passenger-transport': 4, shelter: 200 } },
  ],
  ['控制企业负责人，封存图纸资料和监控', 60, 'office:publicSecurity'],
])

const buildingFire = itemsFor(['12G', '12P13', '12C'], sources.production, [
  ['消防出动，问清楼层、被困人员和建筑类型', 5, 'office:fireRescue', { needs: { 'fire-fighting': 20 } }],
  ['疏散本栋和毗邻人员，逐户清点', 10, 'place:town'],
  ['切断着火建筑电源、燃气', 15, 'office:power', { how: '同时通知燃气企业关阀。' }],
  ['救护车和医院创伤、烧伤救治准备', 20, 'office:health', { needs: { ambulance: 3, 'medical-rescue': 8 } }],
  ['维护消防通道和水源，疏导围观', 15, 'office:publicSecurity'],
  ['高层：登高车就位，启用消防电梯和固定设施', 20, 'office:fireRescue', { when: { building: ['高层'] } }],
  [
    '厂房仓库：查明存放危险品，企业技术人员到场',
    20,
    'office:emergencyBureau',
    { when: { building: ['厂房', '仓库'] } },
  ],
  [
    '木结构连片村寨：拆除隔离带，机动泵取水',
    15,
    'place:town',
    { when: { building: ['木结构'] }, needs: { 'fire-pump': 2 } },
  ],
  [
    '坍塌：支撑加固、生命探测，机械不得贸然掘进',
    30,
    'office:fireRescue',
    { when: { building: ['在建', '自建房'] }, needs: { 'search-rescue': 20, lifting: 1 } },
  ],
  ['鉴定建筑结构安全，划定禁入范围', 60, 'office:housing'],
  ['受灾人员临时安置', 60, 'place:town', { needs: { shelter: 50 } }],
])

const road = itemsFor(['12H'], sources.production, [
  [
    '交警到场，前后方设警示，防止二次事故',
    10,
    'office:publicSecurity',
    { how: '高速公路来车方向 150 米外设置并引导绕行。' },
  ],
  ['核清车型、载客人数、伤亡被困', 10, 'office:publicSecurity'],
  ['救护车按伤员数调足，开通绿色通道', 15, 'office:health', { needs: { ambulance: 3, 'medical-rescue': 6 } }],
  ['消防破拆救出被困人员', 20, 'office:fireRescue', { needs: { 'search-rescue': 10 } }],
  [
    '涉危化品车辆：按危险化学品清单处置，问清 UN 编号',
    10,
    'office:emergencyBureau',
    { when: { release: ['泄漏', '着火', '爆炸', '不明'] } },
  ],
  [
    '车辆坠水：水域救援，封控下游',
    15,
    'office:fireRescue',
    { when: { site: ['河道沟谷', '水库堤坝', '桥梁隧道'] }, needs: { 'water-rescue': 10 } },
  ],
  ['吊车、清障车到场，半幅放行', 45, 'office:transport', { needs: { lifting: 1, 'road-clearing': 10 } }],
])

const special = itemsFor(['12N', '12P'], sources.production, [
  ['撤离周边人员，关闭阀门、断电断气', 10, 'lead'],
  ['检验机构和维保单位技术人员到场', 40, 'office:marketSupervision'],
  [
    '油气管线：禁火、测爆，通知管道企业关阀放空',
    15,
    'office:fireRescue',
    { when: { release: ['泄漏', '着火', '爆炸'] }, needs: { 'gas-detector': 2, 'fire-fighting': 20 } },
  ],
  ['启用替代供水、供电、供气，先保医院学校', 60, 'office:housing'],
])

export const accidentItems = [...mine, ...buildingFire, ...road, ...special]
