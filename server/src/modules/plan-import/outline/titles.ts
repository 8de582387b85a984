import { partOf } from './parts.ts'
import { levelsIn, sayingOf } from './topics.ts'

const ofGroups = /^[^,。;:]{2,14}(?:组|小组)(?:\([^)]*\))?$/
const ofResponse =
  /^(?:启动条件|启动标准|启动程序|启动权限|响应启动|响应条件|响应程序|响应措施|响应行动|处置措施|工作措施|应急措施|应对措施|终止条件|响应终止|响应结束|应急结束|响应分级|分级响应|主要措施|具体措施|行动措施|指挥机构|组织机构|组织体系|响应级别|响应内容|启动与终止)$/
const ofChapters =
  /^(?:总则|附则|编制目的|目的|编制依据|适用范围|工作原则|基本原则|事件分级|灾害分级|事故分级|预案体系|组织体系|组织指挥体系|组织机构及职责|组织指挥体系及职责|组织指挥机构|基本情况|监测预警|监测与预警|预防与预警|预警预防|信息报告|信息报送|应急响应|应急处置|应急保障|保障措施|后期处置|善后处置|善后工作|预案管理|宣传培训|转移安置|人员转移|转移避险|物资保障|队伍保障|工作职责|信息发布|先期处置|指挥协调|成员单位职责|工作组职责|应急工作组|现场指挥部|联络方式|通讯录|通信录|应急通讯录|附件|附录)$/

/** Whether a short line is a title by its words alone, without number or look. */
export function isTopicTitle(words: string): boolean {
  const bare = words.replace(/[:]$/, '').replace(/^本?县|^村级?/, '')
  if (bare.length > 26) return false
  if (ofResponse.test(bare) || ofChapters.test(bare)) return true
  if (/响应|启动/.test(bare) && levelsIn(bare).levels.length > 0 && !/[,。;]/.test(bare))
    return /(?:响应|启动|条件|措施|程序|行动|标准|级)(?:\([^)]*\))?$/.test(bare)
  if (/^(?:IV|III|II|I|[一二三四])级(?:\((?:特别重大|重大|较大|一般)\))?$/.test(bare)) return true
  if (/^(?:特别重大|重大|较大|一般)\((?:IV|III|II|I|[一二三四])级\)$/.test(bare)) return true
  return (
    ofGroups.test(bare) &&
    !/^(?:各|有关|相关|成立|设立|下设|工作组$|由|负责|若干|.*[一二三四五六七八九十\d]个)/.test(bare) &&
    !/[、和及]|小组成员/.test(bare)
  )
}

export { partOf, sayingOf }
