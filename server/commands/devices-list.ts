import { deviceStates } from '../devices/ports.ts'
import { type Command, configSwitch } from './command.ts'
import { withDevices, written } from './with-devices.ts'

export const devicesList: Command = {
  name: 'devices list',
  says: 'Lists the enrolled machines: what each is, its name and group, when it was enrolled and last seen.',
  switches: { config: configSwitch, state: { takes: 'STATE', says: `only those: ${deviceStates.join(', ')}` }, json: { says: 'the same as JSON' } },
  async run({ text, textIfGiven, has }, terminal) {
    const wanted = textIfGiven('state')
    if (wanted !== undefined && !deviceStates.some((state) => state === wanted)) {
      terminal.err(`--state is ${wanted}; must be one of ${deviceStates.join(', ')}`)
      return 2
    }
    return withDevices(text('config'), terminal, async ({ database, list }) => {
      const devices = (await list.listDevices(database)).filter(({ state }) => wanted === undefined || state === wanted)
      if (has('json')) {
        terminal.out(JSON.stringify(devices, undefined, 2))
        return 0
      }
      for (const { id, name, group, state, enrolled, seen } of devices) {
        terminal.out(`${id}  ${state.padEnd(8)}  ${name.padEnd(15)}  enrolled ${written(enrolled)}, ${seen ? `seen ${written(seen)}` : 'not seen since'}  "${group}"`)
      }
      const copied = devices.filter(({ state }) => state === 'copied').length
      if (copied > 0) terminal.out(`${copied} copied: a ticket came whose number another key had, so somebody has a copy of that machine's key. Look into it, then enrol the machine anew (docs/devices.md).`)
      if (devices.length === 0) terminal.out('There is no such machine.')
      return 0
    })
  },
}
