import type { Module } from '../../kernel/module.ts'
import { noteCommander } from './people/command-spells.ts'
import { goOnCounting, ringOverdue } from './people/safety-clocks.ts'
import { commandRoomRoutes } from './routes.ts'
import { commandSchema } from './schema.ts'
import { commandSettings } from './settings.ts'

/**
 * 指挥室 of a response: what is known and verified (`board`: 事实板, 处置方案, 专家意见), what was concluded together (`consult`: 会商 with its data
 * pack, decisions and minutes), and who is in danger and who commands (`people`: 人员安全计时, 撤离命令, 现场指挥官, 轮换). Everything belongs to one response
 * and is read by its parties; its facts stand where those of the response stand (`commandSentences`).
 */
export const command: Module = {
  name: 'command',
  migrations: commandSchema,
  routes: commandRoomRoutes,
  settings: commandSettings,
  subscribers: {
    'ring-safety': { on: ['obligation.breached'], handle: ringOverdue },
    'note-commander': {
      on: [
        'response.started',
        'response.level-changed',
        'response.headquarters-placed',
        'response.ended',
        'response.broken-off',
        'response.outranked',
      ],
      handle: noteCommander,
    },
    'go-on-counting': { on: ['response.ended', 'response.broken-off', 'response.outranked'], handle: goOnCounting },
  },
}
