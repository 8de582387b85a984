import type { Piece } from './line.ts'

/**
 * Names of units and posts as plans write them. Nothing is looked up here: what stands where a subject stands, and ends like a unit or a post, is one.
 */
const suffix =
  '(?:管理局|委员会|管委会|村委会|居委会|办公室|人民政府|政府|指挥部|指挥机构|指挥所|指挥中心|领导小组|工作组|成员单位|责任单位|牵头单位|有关单位|相关单位|主管部门|有关部门|相关部门|部门|单位|消防救援大队|大队|支队|中队|总队|分队|救援队伍?|消防队|突击队|抢险队伍?|应急队伍?|扑火队伍?|巡查队|专家组|小组|组|公司|集团|医院|卫生院|学校|企业|电厂|水厂|电站|协会|红十字会|团县委|团委|妇联|工会|人武部|武装部|宣传部|统战部|组织部|电视台|中心|站|厅|局|防指|防汛办|森防指|森指|应急委|安委会|减灾委|委(?![托员书宣办组统网]|派(?!出|员|人|医|工作|专)|、[县市省区镇乡]?(?:人民)?政府)|办(?![理公事好])|部(?![分门署位队])|院|水库|林场|管理处|管理站|管理所|派出所|供电所|所(?![有属在需])|场镇|乡镇|街道办事处|街道|社区|村(?=[(、,和及与各组织要应立做加负])|两委|支部|党委|总指挥|指挥长|指挥员|书记|县长|区长|市长|镇长|乡长|村主任|主任|局长|部长|政委|副?指挥(?![部长员所中官体调机])|副?组长|队长|站长|所长|责任人|负责人|负责同志|主要领导|分管领导|县领导|带班领导|领导|成员|干部|网格员|信息员|监测员|巡查员|预警员|联络员|值班员|志愿者|民兵|党员)'
const beginning =
  '(?:[县市省区镇乡村]|抗灾|救灾|防灾|减灾|抗震|防汛|防火|护林|火灾|灾害|险情|灾区|震区|受影响|受威胁|疫区|库区|林区|各|有关|相关|本[县市区镇乡村]|全[县市村镇]|事发|事件|事故|属地|当地|受灾|所在|责任|涉及|涉事|发生|国网|中国|国家|武警|解放军|驻|消防|公安|交警|应急|水利|水务|气象|水文|自然资源|规划|林业|林草|卫生|卫健|疾控|医疗|交通|公路|住建|城管|民政|财政|教育|农业|生态|环保|环境|经信|工信|商务|市场|文旅|旅游|宣传|网信|广电|新闻|电力|供电|通信|电信|移动|联通|铁塔|供水|燃气|水库|村|社区|街道|乡镇|人武|人民武装|民兵|红十字|团|妇|指挥|副?指挥长|副?总指挥|常务|现场|前方|抢险|救援|扑救|扑火|综合|专家|医|治安|后勤|物资|转移|安置|监测|预警|巡查|信息|副|主要|分管|带班|值班|党|企业|生产经营|肇事|包[村保片]|网格|第一|(?!和|及|调动|调集|抽调|协调|组织|通知|指导|督促|支援|动员|联系|集结|前往|配合|协助|服从|申请|商|跨)(?:(?![并向对由报请求经与在从到赴时])[\\p{Script=Han}]){1,3}[县市镇乡](?!级))'
const postAlone =
  '(?:各?成员单位|各工作组|各?乡镇(?=[(:])|(?:牵头|主管|行业主管|责任|配合)(?:部门|单位)|(?:常务|分管)副?[县区镇乡]长|(?:常务)?(?:副)?(?:总指挥长|总指挥|指挥长|现场指挥官|指挥员|组长|县长|区长|市长|镇长|乡长|村主任)|(?:[县镇乡村])?(?:党委|党支部|支部|第一)?书记|派出所|卫生院|卫生室|供电所|司法所|自然资源所|财政所|水利站|农技站|中心校|民政办|党政办|应急办|综治办|经发办)'
const both =
  '[县市省区镇乡党]委(?:、|和)[县市省区镇乡]?(?:人民)?政府(?:主要领导|分管领导|有关领导|领导|主要负责同志|负责同志)?'
const one = `(?:${both}|${postAlone}|${beginning}(?:(?!立即|及时|请求|向|派|负责|牵头|主持|赶赴|报告|启动|指导(?!组))[\\p{Script=Han}A-Za-z]){0,16}?${suffix})(?:\\([^()]{1,40}\\))?`
const listed = `(?:${one}|(?![县市省区镇乡党]委、[县市省区镇乡]?(?:人民)?政府)(?:(?!立即|及时|请求|向|派|负责|牵头|主持|赶赴|报告|启动|组织(?!部))[\\p{Script=Han}]){2,8}(?=[、]))`
const between = '(?:、|,|和|及(?!时)|与|以及|或|会同)'
const rest = '(?:等(?:有关|相关|各)?(?:部门|单位|成员单位|部门和单位|部门单位)?)'
/** Once an item is read it is not read another way: a list of twenty units without a verb would otherwise be tried in a million ways. */
const list = `(?:(?=(?<item>${listed}${between}))\\k<item>)*${one}`
/** What may stand behind a subject. */
const verb =
  '(?=\\s?(?:[:]|\\d|(?:半|主要|具体|应当?|须|要|需|必须|可|可以|将|均|也|分别|共同|联合|统一|全面|全力|立即|及时|迅速|随时|适时|视情|必要时|按照?|依据|根据|结合|对|向|把|于|在|从|至|到|每|每日|进一步|继续|密切|积极|严格|认真|提前|同时|同步|实时|滚动|加密|不间断|轮流|值|全员|主动|负|牵|组织|协调|协助|做|加强|强|开|进|参|实|落|启|发|派|主持|召|赶|提|调|指(?!挥(?:长|部|员|机|主持|坐镇|带|率|赶|到|组织|决定))|督|通|报|成立|安|保|维|抢|救|转|疏|监|预|抽|出|增|组|设|划|封|确|坚|执|承|统|收|汇|核|编|排|巡|检|关|停|撤|完|带|坐|率|宣布|宣传(?!部)|决|批|研|分析|会商|会同|视频|连线|配|支|管|清|接|传|引|制|营|处|灭|堵|控|打|投|集|运|抗|防|备|待|前置|测|查|利用|采|联|申|请|建|落|劝|动员|消|履|使|暂|取|公布|公开|播|拟|起草|审|签|委托|授权|听取|部署|了解|掌握|跟踪|评估|搜|挖|供|保证|为|拉响|敲|吹|逐|挨|入户|上门|护送|背|帮|照|看护|登记|分发|发放|搭)))'

const subject = new RegExp(
  `^(?:(?:由|请(?!求|示)|经|责成)\\s*)?(${list}${rest}?|(?:[\\p{Script=Han}]{2,8}、)+[\\p{Script=Han}]{2,8}等(?:有关|相关)?(?:部门|单位|企业|队伍|成员单位))${verb}`,
  'u',
)
const byWhom = new RegExp(
  `由\\s*(${list}${rest}?)\\s*(?=负责|牵头|组织|承担|实施|落实|统一|具体|主持|会同|协调|担任|指挥|发布|批准|宣布|决定|启动|提供|完成|签发)`,
  'u',
)
const inBrackets = new RegExp(
  `\\((?:责任单位|牵头单位|责任部门|牵头部门|负责单位|责任人)[:]?([^()]+)\\)|\\((${list}${rest}?)(?:负责|牵头)[^()]*\\)$`,
  'u',
)
const notUnits =
  /^(?:未经|派出(?!所)|组成|成立|设立|下设|组织|协调|加强|做好|负责|立即|及时|各类|所有|应急响应|有关情况|由于|以及|抢险救援|现场救援|救援队伍到达|转移安置受|信息发布|新闻(?!宣传|舆情|报道|发布组|中心|单位)|相关措施)/

export interface Subject {
  /** Each unit or post, as written. */
  units: Piece[]
  /** Where what they do begins, counted in the text of the piece. */
  end: number
  /** How it is said: subject of the sentence, 由…, or in brackets. */
  by: 'subject' | 'byWhom' | 'brackets'
}

// Verbs cannot all be listed. A name that begins and ends firmly (县…局, 镇…办) is the subject whatever it does, if what follows is no part of a name.
const firmEnd =
  '(?:局|委员会|办公室|人民政府|政府|指挥部|大队|支队|中队|公司|医院|卫生院|派出所|中心|管理站|供电所|水利站|乡镇|乡镇政府|部门|单位|应急办|党政办|民政办|防汛办|防指|人武部|武装部|宣传部)'
const stop = '(?!立即|及时|请求|向|对|派|负责|牵头|主持|赶赴|报告|启动|配合|协助|会同|组织|指导|协调|做好|的)'
const firm = new RegExp(
  `^(?:由\\s*)?((?:(?:(?:(?![加与和同对向请由经派报])[\\p{Script=Han}]){2,5}局|(?:[县市区镇乡村]|各|有关|相关|事发地|受灾|当地|属地)(?:${stop}[\\p{Script=Han}]){0,12}?${firmEnd})(?:(?:${stop}[\\p{Script=Han}]){2,6}(?:大队|支队|中队|分局|分公司|派出所))?|${postAlone})(?:\\([^()]{1,40}\\))?)(?=\\s?(?:第一时间|[\\p{Script=Han}]{2,}))(?![的、和及与等或长]|局|办|主任|主要|副|分管|有关|相关|负责人|负责同志|领导|指挥|总指挥|所属|成员|各|工作组|专家|为|任|兼|网站|网络)`,
  'u',
)

/** Who does what a sentence says; null when it names nobody. */
export function subjectOf(piece: Piece): Subject | null {
  const text = piece.text
  const ahead =
    /^(?:(?:必要时|同时|另外|根据需要|视情|其中|此外|立即|及时|如|(?:根据|按照|依据|结合|针对|接到)[^,]{2,40}|[^,]{2,30}(?:后|时|前|期间|情况下|基础上|同时|的|[后在][^,]{0,4}\d+(?:分钟|小时|日|天)内))\s*,\s*)?/.exec(
      text,
    )?.[0] ?? ''
  for (const skip of ahead ? [0, ahead.length] : [0]) {
    const body = piece.sub(skip)
    const found = body.find(subject, 1)
    if (found && !notUnits.test(found.text)) {
      const units = unitsIn(found)
      if (units.length) return { units, end: found.to - piece.from, by: 'subject' }
    }
  }
  const certain = [0, ahead.length].flatMap(skip => {
    const found = piece.sub(skip).find(firm, 1)
    return found && !notUnits.test(found.text) ? [found] : []
  })[0]
  const by = piece.find(byWhom, 1)
  if (certain && (!by || certain.from < by.from))
    return { units: [certain], end: certain.to - piece.from, by: 'subject' }
  if (by && !notUnits.test(by.text)) return { units: unitsIn(by), end: by.to - piece.from, by: 'byWhom' }
  const inside = piece.find(inBrackets, 1) ?? piece.find(inBrackets, 2)
  if (inside) return { units: unitsIn(inside), end: 0, by: 'brackets' }
  return null
}

/** The units of a list: 县水利局、县气象局和各乡镇等有关单位. */
export function unitsIn(list: Piece): Piece[] {
  return list
    .without(/[。.;:,、]+$/)
    .split(
      /(?<![县市省党镇乡]委)、|(?<=[县市省党镇乡]委)、(?!(?:[县市省镇乡]|人民)*政府)|,|;|会同|(?<=[局委办部队司站院厅心会府社镇乡村道组人员长记团位门所处室挥兵者导志关构业校)])和(?!城乡|草原|规划|信息化|社会|旅游|改革|物资|计划|科技|发展|镇|国|平|体育|商务)|及(?!时)|以及|与/,
      true,
    )
    .map(one =>
      one
        .without(/^(?:由|以及|及|会同|请)\s*/)
        .without(
          /(?:等(?:有关|相关|各)?(?:部门|单位|成员单位|部门和单位|部门单位)?(?:主要|分管)?(?:负责人|负责同志|领导|人员)?(?:组成|参加|为成员)?|组成|参加|为成员|担任|牵头|负责|配合)[。]?$/,
        ),
    )
    .filter(one => one.text.length >= 2 && one.text.length <= 40 && !/^(?:有关|相关|各)?(?:单位|部门)$/.test(one.text))
}

/** Whether the words are the name of one unit or post by themselves. */
export const isUnitName = (text: string) => new RegExp(`^${one}$`, 'u').test(text)
