import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { openDirectory } from '../open-directory.ts'
import { lookUp } from '../recovery/policy-names.ts'
import { DirectoryProblem } from '../recovery/ports.ts'
import { unknownNames } from '../unknown-names.ts'
import { type Command, configSwitch } from './command.ts'
import { readBoth } from './load.ts'

export const policyCheck: Command = {
  name: 'policy check',
  says: 'Reads the policy and names every mistake in it, groups and units that the directory does not know among them. Changes nothing.',
  switches: { config: configSwitch, json: { says: 'the same as JSON' } },
  async run({ text, has }, terminal) {
    const both = await readBoth(text('config'), terminal)
    const { mistakes, notChecked } = both.ok ? await namesOf(both.read) : { mistakes: both.mistakes, notChecked: [] }
    const workflows = both.ok ? both.read.policy.workflows.map(({ name }) => name) : []
    if (has('json')) terminal.out(JSON.stringify({ mistakes, notChecked, workflows }, undefined, 2))
    else {
      for (const mistake of mistakes) terminal.err(wordsOf(mistake))
      for (const what of notChecked) terminal.out(`Not checked: ${what}`)
      terminal.out(mistakes.length > 0 ? `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}.` : `No mistakes: ${workflows.join(', ')}.`)
    }
    return mistakes.length > 0 ? 2 : 0
  },
}

/** Looks the policy's groups and units up, where the directory answers. */
async function namesOf({ config, policy, loaded }: Extract<Awaited<ReturnType<typeof readBoth>>, { ok: true }>['read']) {
  if (!policy.workflows.some(({ for: { groups, units } }) => groups ?? units)) return { mistakes: [], notChecked: [] }
  const directory = openDirectory(config.directory, createLog('error', () => {}))
  try {
    return { mistakes: unknownNames(loaded, (await lookUp(policy.workflows, directory)).unknown), notChecked: [] }
  } catch (error) {
    if (error instanceof DirectoryProblem) return { mistakes: [], notChecked: [`groups and units, because the directory does not answer (${error.message})`] }
    throw error
  } finally {
    await directory.close()
  }
}
