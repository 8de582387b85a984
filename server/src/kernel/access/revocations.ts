import { listenTo } from '../database/listening.ts'
import type { House } from '../house.ts'

/** Hears from the database which accounts' sessions and which settings changed on any node, and drops them from this node's memory. Returns how to stop. */
export const listenForRevocations = (house: House, connectionString: string): (() => Promise<void>) =>
  listenTo(connectionString, {
    channels: ['anlan_session', 'anlan_setting'],
    hear: (channel, payload) =>
      channel === 'anlan_setting' ? house.settings.forget() : house.sessions.forget(payload),
    // While deaf, nothing kept in memory can be trusted.
    deaf: () => {
      house.sessions.forgetAll()
      house.settings.forget()
    },
  })
