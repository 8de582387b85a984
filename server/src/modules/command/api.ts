/** What a response had in its command room: verified facts, consultations, who commanded when. Published facts are named in `contract/command-facts.ts`. */
export { presentRoom } from './reading/room.ts'
