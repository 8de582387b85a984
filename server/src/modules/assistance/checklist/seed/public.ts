import { itemsFor, sources } from './seeded-item.ts'

const epidemic = itemsFor(['13A', '13C', '13D', '13F', '13G'], sources.health, [
  ['疾控人员到场流调、采样，核清病例数和共同暴露', 60, 'office:health'],
  ['病例就地隔离救治，密切接触者登记观察', 60, 'office:health', { needs: { 'medical-rescue': 6, ambulance: 1 } }],
  ['停止聚集活动，封闭可疑场所', 60, 'place:town'],
  ['学校、托幼机构停课评估，晨午检', 60, 'office:education', { when: { targets: ['学校'] } }],
  ['消杀和个人防护物资到位', 60, 'office:health', { needs: { disinfectant: 100, mask: 1000 } }],
  ['一氧化碳中毒：开窗通风、断源，送有高压氧的医院', 15, 'office:health', { when: { symptoms: ['头晕昏迷'] } }],
])
const food = itemsFor(['13B'], sources.health, [
  ['封存可疑食品、原料和工具，停止经营', 30, 'office:marketSupervision'],
  ['核清就餐人数、发病人数，追踪未就诊人员', 40, 'office:health'],
  ['呕吐物、食品采样送检', 60, 'office:health'],
  ['学校食堂：通知家长，备用供餐', 60, 'office:education', { when: { targets: ['学校'] } }],
])
const animal = itemsFor(['13E'], sources.animal, [
  ['畜牧兽医人员到场诊断采样', 60, 'office:agriculture'],
  ['封锁疫点，禁止畜禽和产品流出', 60, 'place:town'],
  ['设消毒卡点，准备扑杀和无害化处理', 60, 'office:agriculture', { needs: { disinfectant: 100 } }],
])
const crowd = itemsFor(['12S', '14A'], sources.crowd, [
  ['立即停止活动，开放全部出口，单向分流', 5, 'office:publicSecurity'],
  ['广播引导，防止恐慌回流', 10, 'office:publicSecurity', { needs: { megaphone: 10 } }],
  ['现场检伤分类，先重后轻', 15, 'office:health', { needs: { 'medical-rescue': 10, ambulance: 4 } }],
  ['核清人数、身份，联系家属', 40, 'place:town'],
  ['主办方和属地负责人到场对话疏导', 30, 'place:town'],
])

export const publicItems = [...epidemic, ...food, ...animal, ...crowd]
