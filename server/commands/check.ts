import { type Command, configSwitch } from './command.ts'
import { loadBoth } from './load.ts'

export const check: Command = {
  name: 'check',
  says: 'Reads the settings and the policy, names every mistake in them, and starts nothing.',
  switches: { config: configSwitch },
  async run({ text }, terminal) {
    const loaded = await loadBoth(text('config'), terminal, 'nothing was started')
    if (!loaded) return 2
    terminal.out(`${text('config')} and ${loaded.policyFile} have no mistakes.`)
    return 0
  },
}
