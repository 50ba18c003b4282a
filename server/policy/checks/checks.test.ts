import { gateFacts } from '../gate-facts.ts'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stringify } from 'yaml'
import { runs } from '../../../test/soak.ts'
import { wordsOf } from '../../../groundwork/settings/mistake.ts'
import { loadPolicy } from '../load.ts'
import { passable, type Facts } from './passable.ts'
import type { SettingsFacts } from './settings-facts.ts'

const flow = (name: string, more: object = {}) => ({ name, gates: ['email-code', 'sms-code'], needed: 1, ...more })
const mistakes = (workflows: object[], more: object = {}, settings?: Partial<SettingsFacts>) => {
  const loaded = loadPolicy(stringify({ version: 1, workflows, ...more }, { aliasDuplicateObjects: false }), 'policy.yaml', settings && { sms: [], calls: true, portal: false, ...settings })
  return loaded.ok ? [] : loaded.mistakes.map((mistake) => wordsOf(mistake).replace(/^policy\.yaml:/u, ''))
}
const board = { groups: ['CORP\\Board'] }
const berlin = { units: ['OU=Berlin,DC=corp,DC=example'] }
const sales = { units: ['OU=Sales,OU=Berlin,DC=corp,DC=example'] }

describe('a workflow that nobody meets', () => {
  it('is named, with those above it', () => {
    expect(mistakes([flow('Everybody'), flow('Board', { for: board })])).toEqual([
      '8:5: workflows.1 ("Board") is never met: Everybody above it fits everybody whom it is for; must stand further up, or go',
    ])
    expect(mistakes([flow('Berlin', { for: berlin }), flow('Sales', { for: sales }), flow('Everybody')]).join()).toContain('workflows.1 ("Sales") is never met: Berlin above it')
    const [twoAbove] = mistakes([flow('In', { for: { entrances: ['portal-inside', 'workstation'] } }), flow('Out', { for: { entrances: ['portal-outside'] } }), flow('Rest')])
    expect(twoAbove).toContain('("Rest") is never met: In and Out above it fit everybody')
  })

  it('is no other: who is in one group need not be in the other, and one entrance is not all', () => {
    expect(mistakes([flow('Board', { for: board }), flow('Berlin', { for: berlin }), flow('Both', { for: { ...board, ...sales } }), flow('Everybody')]).join()).toContain('("Both")')
    expect(mistakes([flow('Board', { for: board }), flow('Drivers', { for: { groups: ['Drivers'] } }), flow('Sales', { for: sales }), flow('Berlin', { for: berlin }), flow('Everybody')])).toEqual([])
    expect(mistakes([flow('Outside', { for: { entrances: ['portal-outside'] } }), flow('Everybody')])).toEqual([])
    expect(mistakes([flow('One', { for: { groups: ['A', 'B'] } }), flow('Two', { for: { groups: ['B', 'C'] } }), flow('Everybody')])).toEqual([])
  })

  it('a name that two have is told', () => {
    expect(mistakes([flow('All', { for: board }), flow('all')])).toEqual(['11:11: workflows.1.name is also the name of workflows.0; must be another one: it tells them apart'])
  })
})

describe('[S-07] workstation against portal-inside', () => {
  const at = (...entrances: string[]) => ({ entrances })
  it('must not ask for less of anybody', () => {
    expect(mistakes([flow('Machine', { for: at('workstation') }), flow('Portals', { needed: 2 })])).toEqual([
      '7:13: workflows.0.needed asks for 1 at workstation where "Portals" asks the same people for 2 at portal-inside; only approved machines have proved themselves (devices: approved); must be at least 2',
    ])
    expect(mistakes([flow('Machine', { for: at('workstation') }), flow('Board', { for: { ...board, ...at('portal-inside') }, needed: 2 }), flow('Everybody')]).join())
      .toContain('workflows.0.needed asks for 1 at workstation where "Board"')
  })

  it('may ask for more, and less of others', () => {
    expect(mistakes([flow('Machine', { for: at('workstation'), needed: 2 }), flow('Portals')])).toEqual([])
    expect(mistakes([flow('Board', { for: board, needed: 2 }), flow('Everybody')])).toEqual([])
  })

  it('lets nobody in who has no workflow inside', () => {
    expect(mistakes([flow('Machine', { for: at('workstation') }), flow('Board', { for: board }), flow('Outside', { for: at('portal-outside') })]).join())
      .toContain('workflows.0 ("Machine") lets people in at workstation who have no workflow at portal-inside')
  })
})

describe('[S-07] a workflow for approved machines', () => {
  const approved = { entrances: ['workstation'], devices: 'approved' }
  const taken = { devices: true as const, portal: true }

  it('[S-07] alone may ask for less than the portals, and allow more', () => {
    const everybody = flow('Everybody', { needed: 2, choices: ['unlock'] })
    expect(mistakes([flow('Approved', { for: approved }), everybody], {}, taken)).toEqual([])
    expect(mistakes([flow('Known', { for: { entrances: ['workstation'] } }), everybody], {}, taken).join()).toContain('workflows.0.needed asks for 1 at workstation where "Everybody"')
  })

  it('is no workflow for the entrance: others come in there too', () => {
    expect(mistakes([flow('Approved', { for: approved }), flow('Portals', { for: { entrances: ['portal-inside', 'portal-outside'] } })], {}, taken).join())
      .toContain('has no workflow for workstation; must have one for each entrance and any device')
  })

  it('must stand above those for any machine, and is no reason for them to go', () => {
    expect(mistakes([flow('Everybody'), flow('Approved', { for: approved })], {}, taken).join()).toContain('("Approved") is never met: Everybody above it fits')
    expect(mistakes([flow('Approved', { for: approved }), flow('Board', { for: board }), flow('Everybody')], {}, taken)).toEqual([])
  })

  it('is for the entrance at which there are machines, and says so', () => {
    for (const where of [{ devices: 'approved' }, { devices: 'approved', entrances: ['workstation', 'portal-inside'] }]) {
      expect(mistakes([flow('Approved', { for: where }), flow('Everybody')], {}, taken).join()).toContain('for.devices is approved, and devices are only at workstation; must stand beside entrances: [workstation]')
    }
    expect(mistakes([flow('Approved', { for: { ...approved, devices: 'known' } }), flow('Everybody')], {}, taken).join()).toContain('must be approved (only at workstations that an administrator has approved), or be left out')
  })

  it('is met by nobody where the server takes no devices, and nobody begins who needs one', () => {
    expect(mistakes([flow('Approved', { for: approved }), flow('Everybody')], { devices: { mayBegin: 'known' } }, {})).toEqual([
      '11:16: workflows.0.for.devices is approved, and the settings take no devices, so that nobody would meet it; must be left out, or `devices` must stand in the settings',
      '18:13: devices.mayBegin is known, and the settings take no devices, so that nobody could begin at workstation; must be any, or `devices` must stand in the settings',
    ])
    expect(mistakes([flow('Everybody')], { devices: { mayBegin: 'trusted' } }, taken).join()).toContain('devices.mayBegin is "trusted"')
  })
})

describe('[S-21] workstation against the portal', () => {
  const [machine, inside, outside] = [{ entrances: ['workstation'] }, { entrances: ['portal-inside'] }, { entrances: ['portal-outside'] }]
  const one = [flow('Outside', { for: outside, needed: 2 }), flow('Everybody')]

  it('must not ask for less than outside, where there is a portal to come in at', () => {
    expect(mistakes(one, {}, { portal: true })).toEqual([
      '15:13: workflows.1.needed asks for 1 at workstation where "Outside" asks the same people for 2 at portal-outside; whoever reaches the portal can say that they are a workstation; must be at least 2',
    ])
    expect(mistakes(one, {}, { portal: false })).toEqual([])
    expect(mistakes(one), 'nobody knows').toEqual([])
    expect(mistakes([flow('Inside', { for: inside }), flow('Everybody', { needed: 2 })], {}, { portal: true })).toEqual([])
  })

  it('lets nobody in who has no workflow outside', () => {
    expect(mistakes([flow('Board', { for: { ...board, ...outside } }), flow('Rest', { for: { entrances: ['workstation', 'portal-inside'] } })], {}, { portal: true }).join())
      .toContain('workflows.1 ("Rest") lets people in at workstation who have no workflow at portal-outside')
  })

  it('takes no other thing for one that is asked for at a portal', () => {
    const number = flow('Portals', { gates: ['sms-code'] })
    expect(mistakes([flow('Machine', { for: machine }), number], {}, { portal: true })).toEqual([
      '5:9: workflows.0.gates.0 is email-code, and "Portals" asks the same people at portal-inside for 1 of these things: number; only approved machines have proved themselves (devices: approved); must be left out, or stand in "Portals" too, or `needed` must be at least 2',
    ])
    expect(mistakes([flow('Machine', { for: machine, needed: 2 }), number])).toEqual([])
    expect(mistakes([flow('Machine', { for: machine, gates: ['email-code'] }), number]).join()).toMatch(/must be left out, or stand in "Portals" too$/u)
    expect(mistakes([flow('Machine', { for: machine, gates: ['email-code'] }), flow('Portals', { needed: 2 })]).join()).toMatch(/must be at least 2, with gates that rest on mailbox and number$/u)
  })

  it('allows nothing that a portal does not', () => {
    expect(mistakes([flow('Machine', { for: machine }), flow('Portals', { choices: ['unlock'] })])).toEqual([
      '3:5: workflows.0.choices allows set-password at workstation where "Portals" does not allow it to the same people at portal-inside; only approved machines have proved themselves (devices: approved); must be [unlock], or "Portals" must allow more',
    ])
    expect(mistakes([flow('Machine', { for: machine, choices: ['unlock'] }), flow('Portals')])).toEqual([])
    expect(mistakes([flow('Machine', { for: machine, choices: ['unlock'] }), flow('Portals', { choices: ['set-password'] })]).join()).toMatch(/must be like that of "Portals"$/u)
  })
})

describe('what the providers do', () => {
  it('a code that they make themselves has their length, not ours', () => {
    const own = { sms: [{ name: 'centre', codeDigits: 6 }] }
    expect(mistakes([flow('Everybody')], { smsCode: { digits: 8 } }, own)).toEqual([
      '9:11: smsCode.digits is 8, and the provider "centre" sends codes of 6, which no screen would take; must be 6',
    ])
    expect(mistakes([flow('Everybody')], {}, { sms: [{ name: 'one', codeDigits: 6 }, { name: 'two', codeDigits: 7 }] }).join()).toContain('"two" sends codes of 7')
    expect(mistakes([flow('Everybody')], {}, own)).toEqual([])
    expect(mistakes([flow('Everybody', { gates: ['email-code'] })], { smsCode: { digits: 8 } }, own)).toEqual([])
  })

  it('a code that somebody else makes has their length and lives as long as they say, and they carry no notices', () => {
    const made = (more: object, minutes = 10, alone = true) => mistakes([flow('Everybody')], more, { sms: [{ name: 'verify', codeDigits: 6 }], maker: { name: 'verify', minutes, alone } })
    expect(made({ smsCode: { digits: 8 } })).toEqual(['9:11: smsCode.digits is 8, and the provider "verify" sends codes of 6, which no screen would take; must be 6'])
    expect(made({ smsCode: { minutes: 3 } }, 2)).toEqual(['9:12: smsCode.minutes is 3, and the codes of "verify" live for 2 minutes; must be at most 2'])
    expect(made({}, 4).join(), 'five by default').toContain('smsCode.minutes is 5')
    expect(made({ smsCode: { minutes: 10 } })).toEqual([])
    expect(made({ notices: { sms: true } })).toEqual([
      '9:8: notices.sms is true, and "verify" sends codes and nothing else; must be false, or `sms.providers` of the settings must name who sends notices',
    ])
    expect(made({ notices: { sms: true } }, 10, false)).toEqual([])
  })

  it('a code by SMS needs somebody who sends it', () => {
    expect(mistakes([flow('Everybody')], {}, { sms: null })).toEqual([
      '6:9: workflows.0.gates.1 is sms-code, and the settings name no provider of SMS; must be left out, or `sms` must stand in the settings',
    ])
    expect(mistakes([flow('Everybody', { gates: ['email-code'] })], {}, { sms: null })).toEqual([])
    expect(mistakes([flow('Everybody')], {}, undefined), 'nobody knows').toEqual([])
  })
})

test('gates that rest on one thing count once, and what must never do alone does not', () => {
  const policy = (needed: number) => {
    const loaded = loadPolicy(stringify({ version: 1, workflows: [flow('All', { needed })] }), 'policy.yaml')
    return loaded.ok ? loaded.policy.workflows : expect.fail('the policy of the test does not load')
  }
  const oneNumber: Facts = { ...gateFacts, 'email-code': { restsOn: 'number' }, 'sms-code': { restsOn: 'number' } }
  const questions: Facts = { ...gateFacts, 'email-code': { restsOn: 'mailbox' }, 'sms-code': { restsOn: 'knowledge', neverAlone: true } }
  expect(passable(policy(2), oneNumber)).toMatchObject([{ path: ['workflows', 0, 'needed'], what: 'asks for 2 different things, and the gates rest on 1 (number), so nobody could pass it' }])
  expect(passable(policy(2))).toEqual([])
  expect(passable(policy(1), questions)).toMatchObject([{ path: ['workflows', 0, 'gates'], what: 'can be passed by sms-code alone' }])
  expect(passable(policy(2), questions)).toEqual([])
})

test.each([
  ['groups: [""]', 'is no name of a group'], ['groups: [CORP\\a\\b]', 'is no name of a group'], ['groups: []', 'names no group'], ['groups: [A, a]', 'names a group twice'],
  ['units: [Berlin]', 'is no distinguished name'], ['units: ["OU=Berlin"]', 'is only one part of a distinguished name'], ['units: [OU=Berlin,DC=corp]', 'units.0 is only one part of a distinguished name; must be the whole of it, in quotes'], ['groups: [CN=Board,DC=corp]', 'groups.0 is only one part'], ['groups: A', 'is a text'],
])('%s is wrong by itself', (line, words) => {
  const loaded = loadPolicy(`version: 1\nworkflows: [{ name: A, gates: [email-code], needed: 1, for: { ${line} } }, { name: B, gates: [email-code], needed: 1 }]\n`, 'policy.yaml')
  expect(loaded.ok ? [] : loaded.mistakes.map(wordsOf).join('\n')).toContain(words)
})

test('whatever the groups, units and entrances, no policy makes the checks throw', () => {
  const words = (...all: string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 })
  const some = fc.record({
    entrances: words('workstation', 'portal-inside', 'portal-outside'), groups: words('A', 'B', 'CORP\\C', 'S-1-5-32-544'),
    units: words('OU=A,DC=x', 'OU=B,OU=A,DC=x', 'OU=C,DC=x', 'DC=x'),
  }, { requiredKeys: [] })
  const workflow = fc.record({ name: fc.string({ minLength: 1, maxLength: 5 }), for: some, needed: fc.integer({ min: 1, max: 2 }), gates: words('email-code', 'sms-code') })
  fc.assert(fc.property(fc.array(workflow, { maxLength: 6 }), (workflows) => { mistakes(workflows) }), { numRuns: runs(100) })
})

describe('questions stand behind another gate', () => {
  const asked = (gates: string[], more: object = {}) => [flow('Everybody', { gates, needed: 2, ...more })]

  it('[F-06] and never first, nor alone', () => {
    expect(mistakes(asked(['email-code', 'questions']))).toEqual([])
    expect(mistakes(asked(['questions', 'email-code'], { order: 'free' }))).toEqual([])
    expect(mistakes(asked(['questions', 'email-code']))).toEqual([
      '5:9: workflows.0.gates.0 is questions, which stands behind another gate only; must stand behind email-code, or the order must be free',
    ])
    expect(mistakes([flow('Everybody', { gates: ['email-code', 'questions'], needed: 1 })])).toEqual([
      '5:7: workflows.0.gates can be passed by questions alone; must need at least 2 different things, so that another gate is always among them',
    ])
  })

  it('what comes through in one order need not be enough in another', () => {
    const machine = flow('Machines', { gates: ['email-code', 'questions'], needed: 2, for: { entrances: ['workstation'] } })
    const portals = flow('Portals', { gates: ['sms-code', 'questions', 'email-code'], needed: 2, for: { entrances: ['portal-inside', 'portal-outside'] } })
    expect(mistakes([machine, portals])[0]).toContain('workflows.0.gates can be passed by knowledge and mailbox, which is not enough for "Portals"')
    expect(mistakes([machine, { ...portals, order: 'free' }])).toEqual([])
  })

  it('[F-08] a call needs somebody who calls', () => {
    expect(mistakes([flow('Everybody', { gates: ['phone-call'] })], {}, { calls: false })).toEqual([
      '5:9: workflows.0.gates.0 is phone-call, and the settings do not say who calls; must be left out, or `voice` must stand in the settings',
    ])
    expect(mistakes([flow('Everybody', { gates: ['phone-call'] })], {}, { calls: true })).toEqual([])
  })
})
