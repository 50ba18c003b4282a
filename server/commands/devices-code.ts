import { CODE_LETTERS, codeHashes, codeOf } from '../devices/codes.ts'
import { readable } from '../surroundings.ts'
import { type Command, configSwitch, type Terminal } from './command.ts'
import { withDevices, written } from './with-devices.ts'

const MINUTES = { m: 1, h: 60, d: 1440 } as const
/** Whoever needs one for longer makes another: a code lies about in scripts and policies. */
const LONGEST = 90 * MINUTES.d
const MOST = 100_000

export const devicesCode: Command = {
  name: 'devices code',
  says: 'Makes a code with which machines of a group are enrolled, and shows it this once.',
  switches: {
    config: configSwitch,
    group: { takes: 'NAME', required: true, says: 'the group, for administrators' },
    expires: { takes: 'TIME', required: true, says: 'how long it works, such as 30m, 8h or 7d' },
    count: { takes: 'NUMBER', required: true, says: 'how many machines' },
    json: { says: 'the same as JSON' },
  },
  async run({ text, has }, terminal) {
    const asked = read(text('group'), text('expires'), text('count'), terminal)
    if (!asked) return 2
    return withDevices(text('config'), terminal, async ({ config, database, tell, list }) => {
      const code = codeOf(readable(CODE_LETTERS))
      const [hash = ''] = codeHashes(code, [config.codesKey])
      const id = readable(8)
      const expires = await list.addDeviceCode(database, tell, { id, hash, ...asked })
      const { group, most } = asked
      if (has('json')) terminal.out(JSON.stringify({ code: code.reveal(), id, group, count: most, expires }))
      else {
        terminal.out(code.reveal())
        terminal.out(`Code ${id}: for ${most} ${most === 1 ? 'machine' : 'machines'} of "${group}", until ${written(expires)}. It is not shown again; \`devices codes --end ${id}\` ends it sooner.`)
      }
      return 0
    })
  },
}

function read(group: string, expires: string, count: string, { err }: Terminal): { group: string; minutes: number; most: number } | undefined {
  const [, many = '', unit = ''] = /^(\d{1,6})([mhd])$/u.exec(expires) ?? []
  const minutes = unit === 'm' || unit === 'h' || unit === 'd' ? Number(many) * MINUTES[unit] : 0
  const most = /^\d{1,6}$/u.test(count) ? Number(count) : 0
  const isGroup = /^[^\p{C}]{1,60}$/u.test(group)
  if (!isGroup) err('--group must be a name of at most 60 characters')
  if (minutes < 1 || minutes > LONGEST) err(`--expires is ${expires}; must be like 30m, 8h or 7d, and at most 90d`)
  if (most < 1 || most > MOST) err(`--count is ${count}; must be a whole number from 1 to ${MOST}`)
  return isGroup && minutes >= 1 && minutes <= LONGEST && most >= 1 && most <= MOST ? { group, minutes, most } : undefined
}
