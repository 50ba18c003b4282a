import { type Command, configSwitch } from './command.ts'
import { withDevices, written } from './with-devices.ts'

export const devicesCodes: Command = {
  name: 'devices codes',
  says: 'Lists the codes with which machines are enrolled, without the codes themselves; or ends one.',
  switches: { config: configSwitch, end: { takes: 'CODE', says: 'the one that works no more from now on, as it is called in the list' }, json: { says: 'the same as JSON' } },
  run: ({ text, textIfGiven, has }, terminal) => withDevices(text('config'), terminal, async ({ database, tell, list }) => {
    const end = textIfGiven('end')?.toUpperCase()
    if (end !== undefined) {
      const [ended] = await list.endDeviceCodes(database, tell, [end])
      if (ended !== undefined) terminal.out(`Code ${ended} works no more. Machines that it enrolled stay enrolled.`)
      else terminal.err(`There is no code ${end} that still works.`)
      return ended === undefined ? 1 : 0
    }
    const codes = await list.listDeviceCodes(database)
    if (has('json')) terminal.out(JSON.stringify(codes, undefined, 2))
    else for (const { code, group, used, most, expires, works } of codes) terminal.out(`${code}  ${works ? 'works' : 'over '}  ${used} of ${most} used, until ${written(expires)}  "${group}"`)
    if (codes.length === 0 && !has('json')) terminal.out('There is no code.')
    return 0
  }),
}
