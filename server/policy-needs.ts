import type { Config } from './config/config.ts'
import type { Mistake } from './config/mistake.ts'
import { readTexts } from './delivery/texts.ts'
import type { Policy } from './policy/policy.ts'

type Needed = Pick<Config, 'sms' | 'textsFolder'>

/**
 * What a policy asks for that the settings do not have, and what the texts have that nobody would see: mistakes that neither file
 * makes alone.
 */
export function unmetNeeds(policy: Policy, policyFile: string, config: Needed): Mistake[] {
  return [...withoutProvider(policy, policyFile, config), ...otherLengths(policy, policyFile, config), ...inTexts(config)]
}

function withoutProvider({ workflows }: Policy, source: string, { sms }: Needed): Mistake[] {
  return workflows.flatMap(({ gates }, index) => {
    const place = gates.indexOf('sms-code')
    if (place < 0 || sms) return []
    return [{
      source, path: `workflows.${index}.gates.${place}`,
      what: 'is sms-code, and the settings name no provider of SMS', right: 'must be left out, or `sms` must stand in the settings',
    }]
  })
}

/** A provider that writes its own messages may want a code of one length; another one never fits into them. */
function otherLengths({ smsCode: { digits } }: Policy, source: string, { sms }: Needed): Mistake[] {
  return (sms?.providers ?? []).flatMap(({ name, codeDigits }) => (codeDigits === undefined || codeDigits === digits ? [] : [{
    source, path: 'smsCode.digits', what: `is ${digits}, and the provider "${name}" sends codes of ${codeDigits}`, right: `must be ${codeDigits}`,
  }]))
}

function inTexts({ textsFolder, sms }: Needed): Mistake[] {
  const { mistakes } = readTexts(textsFolder)
  const found = mistakes.map(({ file, ...mistake }) => ({ source: file, ...mistake }))
  const ignoring = sms?.providers.find(({ makesOwnText }) => makesOwnText)
  if (textsFolder === undefined || !ignoring) return found
  const ours = readTexts().languages
  const changed = [...readTexts(textsFolder).languages].filter(([tag, { codeSms }]) => codeSms !== undefined && codeSms !== ours.get(tag)?.codeSms)
  return [...found, ...changed.map(([tag]) => ({
    source: `${textsFolder}/${tag}.json`, path: 'codeSms', what: `would never be seen: the provider "${ignoring.name}" makes texts of its own`,
    right: 'must be left out, or `makesOwnText` must be false',
  }))]
}
