/** The county department that leads events of a type (ours, 设计; what the county sets in its responsibility matrix goes before). Keys are type codes ending in 00. */
export const leadFunctions: Record<string, string> = {
  '11A00': 'water',
  '11B00': 'emergencyBureau',
  '11C00': 'emergencyBureau',
  '11D00': 'naturalResources',
  '11E00': 'emergencyBureau',
  '11F00': 'forestry',
  '11G00': 'forestry',
  '11Y00': 'emergencyBureau',
  '11000': 'emergencyBureau',
  '12A00': 'emergencyBureau',
  '12B00': 'emergencyBureau',
  '12C00': 'housing',
  '12D00': 'emergencyBureau',
  '12E00': 'emergencyBureau',
  '12F00': 'emergencyBureau',
  '12G00': 'fireRescue',
  '12H00': 'publicSecurity',
  '12J00': 'transport',
  '12N00': 'marketSupervision',
  '12P00': 'housing',
  '12Q00': 'ecology',
  '12R00': 'agriculture',
  '12S00': 'publicSecurity',
  '12T00': 'ecology',
  '12U00': 'industry',
  '12000': 'emergencyBureau',
  '13A00': 'health',
  '13B00': 'marketSupervision',
  '13C00': 'health',
  '13D00': 'health',
  '13E00': 'agriculture',
  '13F00': 'health',
  '13G00': 'health',
  '13000': 'health',
  '14000': 'publicSecurity',
  '19000': 'emergencyBureau',
}

/** 行业主管部门 where it differs from the department that leads (ours): traffic accidents are led by the police, transport is supervised by 交通运输. */
export const sectorFunctions: Record<string, string> = { '12H00': 'transport' }

const everyDisaster = ['publicSecurity', 'health', 'transport', 'power', 'fireRescue']
/** The offices that usually support events of a type (ours, 设计, after the groups of a county headquarters). Keys are type codes ending in 00. */
export const supportFunctions: Record<string, string[]> = {
  '11000': ['emergencyBureau', ...everyDisaster, 'housing', 'agriculture', 'education', 'culture'],
  '11A00': ['emergencyBureau', 'naturalResources', ...everyDisaster, 'housing', 'agriculture', 'education', 'culture'],
  '11D00': ['emergencyBureau', 'water', ...everyDisaster, 'housing', 'education'],
  '11F00': ['emergencyBureau', 'agriculture', 'transport'],
  '11G00': ['emergencyBureau', ...everyDisaster, 'culture', 'agriculture'],
  '12000': ['emergencyBureau', ...everyDisaster, 'ecology', 'marketSupervision'],
  '12D00': ['fireRescue', 'ecology', 'publicSecurity', 'health', 'transport', 'water', 'marketSupervision'],
  '12H00': ['emergencyBureau', 'transport', 'health', 'fireRescue'],
  '12Q00': ['emergencyBureau', 'water', 'health', 'publicSecurity', 'agriculture', 'fireRescue'],
  '13000': ['publicSecurity', 'transport', 'education', 'marketSupervision', 'emergencyBureau', 'culture'],
  '13E00': ['health', 'marketSupervision', 'publicSecurity', 'transport', 'forestry'],
  '14000': ['emergencyBureau', 'health', 'transport', 'industry'],
}
