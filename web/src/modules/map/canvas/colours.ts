/** Colours of the ground by day and by night. Red, orange, yellow and blue at full strength stay with event levels. */
export interface GroundColours {
  ground: string
  town: string
  townLine: string
  villageLine: string
  water: string
  road: string
  name: string
  villageName: string
  halo: string
  drawing: string
  /** How much larger than usual words and symbols are: walls are read from afar. */
  enlarged: number
}

export const dayColours: GroundColours = {
  ground: '#eef1f4',
  town: '#fbfcfd',
  townLine: '#a9b5c4',
  villageLine: '#dde3ea',
  water: '#a8c6e2',
  road: '#d8cdb8',
  name: '#3b4757',
  villageName: '#76828f',
  halo: '#ffffff',
  drawing: '#0f4c94',
  enlarged: 1,
}

export const nightColours: GroundColours = {
  ground: '#141210',
  town: '#1e1b18',
  townLine: '#5a5147',
  villageLine: '#302b26',
  water: '#2f4a63',
  road: '#453c30',
  name: '#cfc4b4',
  villageName: '#8d8377',
  halo: '#141210',
  drawing: '#8ab4e8',
  enlarged: 1,
}

/** The wall stands in a dark room and has the colours of the other walls. */
export const wallColours: GroundColours = {
  ...nightColours,
  ground: '#0d1420',
  town: '#16202f',
  townLine: '#4a6080',
  villageLine: '#1e2a3c',
  water: '#2c5480',
  road: '#2d3a4d',
  name: '#c3cfdf',
  villageName: '#7487a0',
  halo: '#0d1420',
  drawing: '#8ab4e8',
  enlarged: 1.8,
}

export const levelColours: Record<string, string> = { 1: '#c8102e', 2: '#e8710a', 3: '#f2b600', 4: '#1f6fd6' }
