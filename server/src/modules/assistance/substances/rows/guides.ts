/**
 * What is done about a family of substances, after the orange guides of the Emergency Response Guidebook (《应急响应指南》, ERG 2020). Distances in
 * metres: isolation at once in all directions, evacuation downwind of a large spill, around a tank in a fire; null where the guide names none.
 */
export interface Guide {
  isolation: number
  largeDownwind: number | null
  fireIsolation: number | null
  hazards: string
  protection: string
  spill: string
  fire: string
  water: string
  firstAid: string
}

const scba = '正压式空气呼吸器'
const chemicalSuit = `${scba}、制造商推荐的化学防护服；消防服只能提供有限防护，不能接触泄漏物。`
const upwind = '从上风、侧风方向接近，远离低洼处。'
const breathe = '迅速移至空气新鲜处；呼吸停止立即人工呼吸（吸入、误服有毒物的不得口对口），呼吸困难给输氧；就医。'
const wash = '脱去污染衣物，皮肤、眼睛立即用流动清水冲洗至少 20 分钟。'
const frost = '冻伤处用温水复温，不要揉搓；粘在皮肤上的衣物先化冻再脱。'
const noSpark = '切断一切火源，使用防爆器具，设备接地；禁止穿越泄漏物。'
const noSewer = '筑堤围堵，防止流入下水道、河流和密闭空间。'
const coolTank = '在最大安全距离外用水冷却容器至火灭后；安全阀发声或罐体变色立即撤离。'
const fireGear = `${scba}和消防战斗服。`
const noWater = '与水不发生危险反应。'
const foam = '小火用干粉、二氧化碳、水雾或泡沫，大火用水雾或泡沫，不用直流水。'
const alcoholFoam = '小火用干粉、二氧化碳或抗溶泡沫，大火用水雾或抗溶泡沫，不用直流水。'

const flammableGas: Guide = {
  isolation: 100,
  largeDownwind: 800,
  fireIsolation: 1600,
  hazards: '极易燃，与空气混合能爆炸；比空气重的气体沿地面扩散，遇火源回燃；受热容器可能爆炸；高浓度窒息。',
  protection: fireGear,
  spill: `${noSpark}能安全做到的堵漏或翻转容器使其漏气不漏液；喷雾状水稀释、改变蒸气云流向，不要直接冲泄漏口；防止进入下水道、地下室。`,
  fire: `不能切断气源的不要灭火。小火用干粉、二氧化碳，大火用水雾；${coolTank}`,
  water: '与水不发生危险反应；水喷到低温液体上会加速汽化。',
  firstAid: `${breathe}${frost}`,
}
const toxicGas: Guide = {
  isolation: 100,
  largeDownwind: null,
  fireIsolation: null,
  hazards: '吸入可致命，接触引起灼伤和冻伤；蒸气比空气重，沿地面扩散。',
  protection: chemicalSuit,
  spill: `${upwind}能安全做到的堵漏或翻转容器使其漏气不漏液；喷雾状水降低蒸气，不要直接向泄漏物或泄漏口喷水；${noSewer}`,
  fire: `小火用干粉、二氧化碳，大火用水雾；${coolTank}`,
  water: '见具体物质。',
  firstAid: `${breathe}${wash}${frost}保持安静、保暖，观察迟发肺水肿。`,
}
const flammableLiquid: Guide = {
  isolation: 50,
  largeDownwind: 300,
  fireIsolation: 800,
  hazards: '易燃，蒸气与空气混合能爆炸并沿地面扩散、回燃；多数比水轻，浮于水面燃烧；蒸气引起头晕、窒息。',
  protection: fireGear,
  spill: `${noSpark}用泡沫覆盖抑制蒸气，用沙土或不燃材料吸收；${noSewer}`,
  fire: `${foam}${coolTank}`,
  water: noWater,
  firstAid: `${breathe}${wash}`,
}
const toxicFlammableLiquid: Guide = {
  ...flammableLiquid,
  largeDownwind: null,
  hazards: '有毒且易燃，吸入、误服、经皮吸收可致命；蒸气与空气混合能爆炸并沿地面扩散、回燃。',
  protection: chemicalSuit,
  fire: `${alcoholFoam}${coolTank}筑堤收集消防废水。`,
}
const solid: Guide = {
  isolation: 25,
  largeDownwind: 100,
  fireIsolation: 800,
  hazards: '易燃固体，遇热、火花、摩擦着火，粉尘能爆炸。',
  protection: fireGear,
  spill: `${noSpark}用干净的非火花工具收集；防止粉尘飞扬。`,
  fire: '小火用干粉、干沙、水雾，大火用水雾或泡沫。',
  water: noWater,
  firstAid: `${breathe}${wash}`,
}
const corrosive: Guide = {
  isolation: 50,
  largeDownwind: null,
  fireIsolation: 800,
  hazards: '腐蚀，接触引起严重灼伤，吸入或误服可致命；与金属接触可放出易燃氢气；遇热产生刺激性、有毒烟雾。',
  protection: chemicalSuit,
  spill: `${upwind}能安全做到的堵漏；用干土、干沙覆盖吸收，中和须在专业人员指导下进行；${noSewer}`,
  fire: `小火用干粉、二氧化碳、水雾，大火用水雾或泡沫，防止水进入容器；${coolTank}筑堤收集消防废水。`,
  water: '见具体物质。',
  firstAid: `${wash}${breathe}误服不要催吐。`,
}
const toxic: Guide = {
  isolation: 50,
  largeDownwind: null,
  fireIsolation: 800,
  hazards: '高毒，吸入、误服、经皮吸收可致命；燃烧产生有毒烟气；消防废水污染水体。',
  protection: chemicalSuit,
  spill: `禁止触碰和穿越泄漏物；用塑料布覆盖防止扩散，用沙土吸收后装入容器；${noSewer}`,
  fire: `小火用干粉、二氧化碳、水雾，大火用水雾或泡沫；${coolTank}筑堤收集消防废水。`,
  water: noWater,
  firstAid: `${breathe}${wash}误服及时就医，告知毒物名称。`,
}
const oxidizer: Guide = {
  isolation: 50,
  largeDownwind: 100,
  fireIsolation: 800,
  hazards: '助燃，加速燃烧；受热或混入可燃物、油类可能爆炸；产生有毒气体。',
  protection: chemicalSuit,
  spill: `可燃物（木、纸、油）远离泄漏物；不用锯末等可燃物吸收，用干沙或蛭石；${noSewer}`,
  fire: `用大量水灭火，不用干粉、二氧化碳、泡沫；大火在最大距离用遥控水炮，火势大的撤离任其燃烧；${coolTank}`,
  water: noWater,
  firstAid: `${wash}${breathe}污染衣物干后易燃，及时脱去。`,
}
const waterReactive: Guide = {
  isolation: 50,
  largeDownwind: null,
  fireIsolation: 800,
  hazards: '遇水放出易燃气体并着火、爆炸；残火可复燃。',
  protection: chemicalSuit,
  spill: `禁止用水；用干土、干沙覆盖，再盖塑料布防雨；${noSpark}`,
  fire: '禁止用水、泡沫、二氧化碳；小火用干粉、干沙、石灰，大火用干沙、干粉或撤离任其燃烧。',
  water: '遇水放出易燃气体，严禁用水。',
  firstAid: `先擦去皮肤上的颗粒，再${wash}${breathe}`,
}

/** By the number of the guide. */
export const guides: Record<string, Guide> = {
  '112': {
    ...solid,
    isolation: 500,
    largeDownwind: 800,
    fireIsolation: 1600,
    hazards: '爆炸品，受热、撞击、摩擦、火烧能整体爆炸，抛射碎片 1600 米或更远。',
    spill: '禁止触碰；100 米内禁用无线电发射设备；由公安、民爆专业人员处置。',
    fire: '火烧到货物时不要灭火，立即撤离，任其燃烧；轮胎着火的用水大量扑救，防止蔓延到货物。',
  },
  '114': {
    ...solid,
    isolation: 100,
    largeDownwind: 250,
    fireIsolation: 500,
    hazards: '1.4 项爆炸品，火烧时可能爆炸并抛射碎片。',
    spill: '禁止触碰；由公安、民爆专业人员处置。',
    fire: '火烧到货物时不要灭火，撤离任其燃烧。',
  },
  '115': flammableGas,
  '116': { ...flammableGas, hazards: `${flammableGas.hazards}不稳定，受热或污染可能剧烈聚合、分解。` },
  '117': {
    ...toxicGas,
    fireIsolation: 1600,
    hazards: '剧毒且极易燃，吸入很快致命；嗅觉麻痹后闻不到气味；与空气混合能爆炸。',
    spill: `${noSpark}${toxicGas.spill}`,
    fire: flammableGas.fire,
  },
  '118': {
    ...toxicGas,
    fireIsolation: 1600,
    hazards: '易燃、腐蚀，蒸气强烈刺激眼和呼吸道，与空气混合能爆炸。',
    spill: `${noSpark}${toxicGas.spill}`,
    fire: flammableGas.fire,
  },
  '119': {
    ...toxicGas,
    fireIsolation: 1600,
    hazards: '有毒且极易燃，吸入可致命；与空气混合能爆炸。',
    spill: `${noSpark}${toxicGas.spill}`,
    fire: flammableGas.fire,
  },
  '120': {
    ...flammableGas,
    largeDownwind: 100,
    fireIsolation: 800,
    hazards: '窒息，低洼、密闭处缺氧致死；低温液体冻伤；受热容器可能爆裂。',
    spill: `${upwind}能安全做到的堵漏；任其挥发，通风；防止进入下水道、地下室。`,
    fire: `本身不燃，按周围火灾选灭火剂；${coolTank}`,
  },
  '122': {
    ...flammableGas,
    largeDownwind: 500,
    fireIsolation: 800,
    hazards: '助燃，剧烈加速燃烧，接触油脂、可燃物可爆炸；低温液体冻伤。',
    spill: '可燃物、油脂远离泄漏物；能安全做到的堵漏；任其挥发，隔离通风。',
    fire: `按周围火灾选灭火剂；${coolTank}`,
  },
  '123': toxicGas,
  '124': { ...toxicGas, fireIsolation: 800, hazards: `${toxicGas.hazards}强氧化，与可燃物接触可着火爆炸。` },
  '125': { ...toxicGas, fireIsolation: 1600 },
  '126': { ...flammableGas, fireIsolation: 800, largeDownwind: 500, hazards: '压缩或液化气体，受热容器可能爆炸抛射。' },
  '127': { ...flammableLiquid, fire: `${alcoholFoam}${coolTank}`, water: '能与水混溶，与水不发生危险反应。' },
  '128': flammableLiquid,
  '129': { ...flammableLiquid, fire: `${alcoholFoam}${coolTank}`, hazards: `${flammableLiquid.hazards}对健康有害。` },
  '130': {
    ...flammableLiquid,
    hazards: `${flammableLiquid.hazards}吸入、经皮吸收对健康有害。`,
    protection: chemicalSuit,
  },
  '131': toxicFlammableLiquid,
  '132': {
    ...toxicFlammableLiquid,
    hazards: '易燃且腐蚀，接触引起灼伤；蒸气与空气混合能爆炸。',
  },
  '133': solid,
  '136': {
    ...solid,
    isolation: 50,
    largeDownwind: 300,
    hazards: '遇空气自燃，燃烧产生剧毒、腐蚀性烟雾；皮肤接触严重灼伤，残留物可复燃。',
    protection: chemicalSuit,
    spill: '用水、湿沙或湿土覆盖保持湿润，隔绝空气；禁止触碰。',
    fire: '小火用水雾、湿沙，大火用大量水雾，不用高压直流水冲散；灭后用湿沙覆盖，防止复燃。',
    firstAid: '皮肤接触浸入冷水或用湿布覆盖，在水下除去颗粒，不得用油膏；就医。',
  },
  '137': { ...corrosive, water: '遇水放热、飞溅，可产生腐蚀性烟雾；不得向容器内和泄漏物直接喷水。' },
  '138': waterReactive,
  '139': {
    ...waterReactive,
    hazards: '遇水、潮气放出剧毒且易燃的气体，可自燃；吸入致命。',
    water: '遇水放出剧毒易燃气体，严禁用水。',
  },
  '140': oxidizer,
  '143': { ...oxidizer, largeDownwind: null, hazards: `${oxidizer.hazards}不稳定，受热、污染、摩擦可能爆炸。` },
  '147': {
    ...solid,
    isolation: 25,
    hazards: '热失控放出易燃、有毒气体（含氟化氢），喷射火焰，灭后可复燃。',
    protection: fireGear,
    spill: `${upwind}远离破损电池，不得触碰泄漏的电解液。`,
    fire: '用大量水持续降温，火灭后继续观察至少 24 小时，防止复燃；筑堤收集消防废水。',
  },
  '151': toxic,
  '152': { ...toxic, hazards: `${toxic.hazards}可燃。` },
  '153': { ...toxic, hazards: '有毒、腐蚀且可燃，接触引起灼伤，经皮吸收可致命。', fire: `${alcoholFoam}${coolTank}` },
  '154': { ...corrosive },
  '155': {
    ...toxicFlammableLiquid,
    hazards: '有毒、腐蚀且易燃，遇水、遇热放出剧毒气体。',
    water: '可能与水反应放出有毒气体。',
  },
  '156': {
    ...corrosive,
    hazards: '剧毒、腐蚀且可燃，吸入蒸气可致命，症状可迟发。',
    fire: `${alcoholFoam}${coolTank}`,
  },
  '157': { ...corrosive, hazards: `${corrosive.hazards}遇水、遇酸可放出有毒或腐蚀性气体。` },
  '160': {
    ...toxic,
    hazards: '蒸气有麻醉性，高浓度可致死；遇明火、高温分解产生光气、氯化氢。',
    water: '不溶于水，比水重，沉于水底。',
  },
  '171': {
    ...toxic,
    isolation: 50,
    hazards: '对环境（尤其水体）有害；对人健康影响一般较小。',
    protection: '防护手套、护目镜，火场佩戴正压式空气呼吸器。',
  },
}
