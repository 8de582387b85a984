import { clip } from '../propose.ts'
import type { Piece } from '../text/line.ts'
import { unitsIn } from '../text/units.ts'

/** Who starts a level, as the text says it: the posts, and the words that hold them. */
export function startersIn(piece: Piece): { posts: Piece[]; said: string; from: Piece } | null {
  for (const sentence of piece.split(/[。;]/, true)) {
    const found =
      sentence.find(
        /(?:由|经(?!分析|会商|评估|核实)|报(?!告))([^,。;由]{2,60}?)(?:第一时间|研究)?(?:批准|决定|宣布|同意|签发|签署|授权|研究|审定)[^。;]{0,40}(?:启动|进入)/,
        1,
      ) ??
      sentence.find(/由([^,。;由]{2,60}?)(?:宣布|决定|负责|下令)?(?:启动|进入)/, 1) ??
      sentence.find(/^([^,。;]{2,40}?)(?:决定|宣布|批准|签发)(?:启动|发布|进入)/, 1) ??
      sentence.find(/(?:启动权限|启动程序)[:]\s*([^,。;]{2,40}?)(?:决定|批准|宣布)?$/, 1)
    if (!found || /^(?:响应|级|立即|及时)/.test(found.text)) continue
    const posts = unitsIn(found)
      .map(one => one.without(/(?:或者?|及其授权的?)?$/))
      .flatMap(one => one.split(/或者|或|\/|及其/))
    return { posts, said: clip(sentence, 200), from: sentence }
  }
  return null
}
