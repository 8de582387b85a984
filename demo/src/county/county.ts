import { sampleAccounts } from './accounts.ts'
import { administrativeAreas } from './areas.ts'
import { fillCountyOffices } from './county-offices.ts'
import { emptyDirectory } from './directory.ts'
import { fillFloodOffice } from './flood-office.ts'
import { drawOutlines } from './outlines.ts'
import { fillOutside } from './outside-units.ts'
import { drawRivers } from './rivers.ts'
import { drawRoads } from './roads.ts'
import type { County } from './shape.ts'
import { fillEnterprises, fillTeams } from './teams-and-enterprises.ts'
import { fillTownships } from './townships.ts'

/** 青峦县, the sample county: made up throughout, and the same every time. */
export function generateCounty(): County {
  const directory = emptyDirectory()
  fillCountyOffices(directory)
  fillTownships(directory)
  fillEnterprises(directory)
  fillOutside(directory)
  fillTeams(directory)
  fillFloodOffice(directory)
  const { units, posts, persons, holders } = directory
  return {
    areas: administrativeAreas(drawOutlines()),
    rivers: drawRivers(),
    roads: drawRoads(),
    units,
    posts,
    persons,
    holders,
    accounts: sampleAccounts(directory),
  }
}
