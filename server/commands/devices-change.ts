import type { Changed } from '../store/device-list.ts'
import { type Command, configSwitch } from './command.ts'
import { withDevices } from './with-devices.ts'

const ids = { takes: 'ID', says: 'the machine, as `devices list` names it' }

const change = (to: 'approved' | 'revoked', name: string, says: string): Command => ({
  name, says, list: ids, switches: { config: configSwitch },
  run: ({ text, listed }, terminal) => withDevices(text('config'), terminal, async ({ database, tell, list }) => {
    const changed = await list.changeDevices(database, tell, to, listed)
    for (const one of changed) {
      if (one.done) terminal.out(`${one.id} is ${to}.`)
      else terminal.err(`${one.id} ${whyNot(one, to)}`)
    }
    return changed.every(({ done }) => done) ? 0 : 1
  }),
})

function whyNot({ was }: Extract<Changed, { done: false }>, to: 'approved' | 'revoked'): string {
  if (was === undefined) return 'is no machine that is enrolled; `devices list` names them'
  if (was === to) return `was ${to} before`
  return `is ${was} and counts no more; it must be enrolled anew`
}

export const devicesApprove = change('approved', 'devices approve', 'Approves enrolled machines: the policy may ask for less at them.')
export const devicesRevoke = change('revoked', 'devices revoke', 'Ends what machines are: they count as none, and what runs at them goes no further.')
