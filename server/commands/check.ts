import { smsLengths } from '../delivery/sms/lengths.ts'
import { readTexts } from '../delivery/texts.ts'
import { textsFolder } from '../wrong-texts.ts'
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
    const { sms, company: { name, helpdesk } } = loaded.config
    const { languages } = readTexts(textsFolder(loaded.policy.texts, loaded.policyFile))
    if (sms && !sms.maker) for (const line of smsLengths(languages, { company: name, helpdesk }, loaded.policy.smsCode)) terminal.out(line)
    return 0
  },
}
