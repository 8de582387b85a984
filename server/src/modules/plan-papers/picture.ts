import { standardFaceFiles } from '../document/api.ts'
import type { Drawing } from './chart-svg.ts'

/** A drawing as Word takes it: the SVG itself, and beside it dots for programs that draw none. */
export interface Picture extends Drawing {
  png: Buffer
}

// Sharp on paper: 220 dots to the inch over the width of a landscape page.
const dotsAcross = 2200

/** Drawings as pictures. Letters of the dots are those of the open face that papers carry; what draws them is loaded with the first picture. */
export async function picturesOf(drawings: Drawing[]): Promise<Picture[]> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const pictures: Picture[] = []
  for (const drawing of drawings) {
    const image = await renderAsync(drawing.svg, {
      background: 'white',
      fitTo: { mode: 'width', value: dotsAcross },
      font: {
        fontFiles: standardFaceFiles,
        loadSystemFonts: false,
        defaultFontFamily: 'Noto Serif SC',
        sansSerifFamily: 'Noto Serif SC',
      },
    })
    pictures.push({ ...drawing, png: image.asPng() })
  }
  return pictures
}
