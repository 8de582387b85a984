import { nothing, type TestDocument } from '../document.ts'

/** A village on two pages: everything in lines, levels by colour of the warning are not levels of a response. */
export const villageLines: TestDocument = {
  name: '村森林火灾应急处置预案（逐行）',
  as: 'text',
  blocks: [
    '上坪村地质灾害避险转移预案',
    '一、组织机构',
    '组长：村党支部书记',
    '副组长：村委会主任',
    '二、预警信号',
    '黄色预警时，监测员每小时巡查一次；红色预警时，敲锣通知群众立即撤离。',
    '三、转移安排',
    '1.坳背片（9户31人）：转移责任人陈水生，转移路线：沿机耕路到上坪小学，安置点：上坪小学。',
    '2.河湾片（6户20人）：转移责任人黄秋菊，转移路线：经石桥到村委会，安置点：村委会二楼。',
    '四、联系电话',
    '镇值班室：0571-62330000',
  ],
  truth: {
    ...nothing,
    command: { commander: '村党支部书记', deputies: ['村委会主任'] },
    contacts: [['镇值班室', '0571-62330000']],
    evacuation: [
      ['坳背片', '陈水生', '沿机耕路到上坪小学', '上坪小学', 0],
      ['河湾片', '黄秋菊', '经石桥到村委会', '村委会二楼', 0],
    ],
  },
}
