import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import type { Belonging, Place } from '../policy/fits.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { admit, mayBegin, placeOf } from './admit.ts'
import { belongsNowhere, decoy, inForce, policy } from './policy.scenario.ts'
import { DirectoryProblem } from './ports.ts'

const [everybody] = policy.workflows
if (!everybody) throw new Error('the policy of the tests has no workflow')
const board: Workflow = { ...everybody, name: 'Board', needed: 2, gates: ['sms-code', 'email-code'], for: { ...everybody.for, groups: ['Board'] } }
const outside: Workflow = { ...everybody, name: 'Outside', for: { entrances: ['portal-outside'] } }
const staff: Workflow = { ...everybody, name: 'Staff', for: { ...everybody.for, units: ['OU=Staff,DC=corp,DC=example'] } }

function entering(workflows: readonly Workflow[], people: Record<string, Belonging>) {
  const asked: string[] = []
  const directory = {
    ...belongsNowhere,
    find: async (typed: string) => (typed in people ? typed : undefined),
    namesake: async (typed: string) => Object.keys(people).find((name) => typed.endsWith(`of ${name}`)),
    belonging: async (person: string) => { asked.push(person); return people[person] },
    group: async (name: string) => (name === 'Board' ? 'S-1-5-21-1-2-3-10' : undefined),
    unit: async (name: string) => name,
  }
  const held = inForce({ ...policy, workflows: [...workflows] }, directory)
  return { asked, as: (typed: string, place: Place = 'workstation') => admit(typed, place, { directory, inForce: held, decoy }) }
}
const ada: Belonging = { name: 'CN=ada,OU=Staff,DC=corp,DC=example', groups: ['S-1-5-21-1-2-3-10'] }
const bob: Belonging = { name: 'CN=bob,OU=Staff,DC=corp,DC=example', groups: ['S-1-5-21-1-2-3-513'] }
const eve: Belonging = { name: 'CN=eve,OU=Guests,DC=corp,DC=example', groups: ['S-1-5-21-1-2-3-514'] }

describe('[S-07] the machine at which somebody begins', () => {
  const [known, approved] = [false, true].map((isApproved) => ({ id: 'device', approved: isApproved, jkt: 'key' }))
  const easy: Workflow = { ...everybody, name: 'Approved', for: { entrances: ['workstation'], devices: 'approved' } }

  it('[S-07] counts for more only where an administrator has approved it, and never at a portal', async () => {
    const { as } = entering([easy, outside, everybody], { ada })
    const met = async (...where: Parameters<typeof placeOf>) => (await as('ada', placeOf(...where))).terms.workflow.name
    expect(await met('workstation', approved)).toBe('Approved')
    expect(await met('workstation', known)).toBe('Everybody')
    expect(await met('workstation', undefined)).toBe('Everybody')
    expect(await met('portal-outside', approved)).toBe('Outside')
  })

  it('[S-10] is all that a name which nobody has depends on, beside the policy', async () => {
    const { as } = entering([{ ...easy, for: { ...easy.for, groups: ['Board'] } }, everybody], { ada })
    const met = new Set<string>()
    for (let n = 0; n < 60; n++) {
      met.add((await as(`nobody-${n}`, 'approved-workstation')).terms.workflow.name)
      expect((await as(`nobody-${n}`, 'workstation')).terms.workflow.name).toBe('Everybody')
    }
    expect([...met].toSorted()).toEqual(['Approved', 'Everybody'])
  })

  it('[S-10] shows a name which nobody has nothing that nobody who exists can meet there', async () => {
    const all = [easy, outside, { ...board, for: { ...board.for, groups: ['Board'] } }, everybody]
    const { as } = entering(all, { ada, bob })
    for (const [place, only] of [['approved-workstation', 'Approved'], ['portal-outside', 'Outside']] as const) {
      const met = await Promise.all(['ada', 'bob', ...Array.from({ length: 60 }, (_, n) => `nobody-${n}`)].map((name) => as(name, place)))
      expect(new Set(met.map(({ terms }) => terms.workflow.name))).toEqual(new Set([only]))
    }
  })

  it.each([
    ['any', [true, true, true]], ['known', [false, true, true]], ['approved', [false, false, true]],
  ] as const)('[S-07] where a policy wants %s, none, a known and an approved one may begin: %j', (wanted, may) => {
    const rules = { ...policy, devices: { mayBegin: wanted } }
    expect([undefined, known, approved].map((device) => mayBegin(rules, 'workstation', device))).toEqual(may)
    expect(mayBegin(rules, 'portal-outside', undefined)).toBe(true)
  })
})

describe('[F-15] who begins', () => {
  it('meets the first workflow that fits, from the top', async () => {
    const { as } = entering([outside, board, everybody], { ada, bob })
    expect(await as('ada')).toMatchObject({ person: 'ada', terms: { workflow: { name: 'Board', needed: 2 } } })
    expect(await as('bob')).toMatchObject({ person: 'bob', terms: { workflow: { name: 'Everybody', needed: 1 } } })
    expect(await as('ada', 'portal-outside')).toMatchObject({ person: 'ada', terms: { workflow: { name: 'Outside' } } })
  })

  it('[S-10] and has no workflow meets one of the entrance like anybody, as nobody', async () => {
    const { as } = entering([outside, board, staff], { ada, eve })
    const met = await as('eve')
    expect(met.person).toBeNull()
    expect(['Board', 'Staff']).toContain(met.terms.workflow.name)
    expect(await as('eve')).toEqual(met)
  })

  it('[S-10] and does not exist meets one of the entrance, always the same for a name, and all of them for many', async () => {
    const { as } = entering([outside, board, everybody], { ada })
    const met = new Map<string, number>()
    for (let n = 0; n < 200; n++) {
      const { person, terms: { workflow: { name } } } = await as(`nobody-${n}`)
      expect(person).toBeNull()
      expect((await as(`Nobody-${n}`)).terms.workflow.name, 'another spelling').toBe(name)
      met.set(name, (met.get(name) ?? 0) + 1)
    }
    expect([...met.keys()].sort()).toEqual(['Board', 'Everybody'])
    expect(Math.min(...met.values())).toBeGreaterThan(60)
  })

  it('[S-10] and does not exist in this spelling meets, as nobody, what another spelling of the name meets', async () => {
    const { as, asked } = entering([board, staff, everybody], { ada, bob, eve })
    for (const [name, workflow] of [['ada', 'Board'], ['bob', 'Staff'], ['eve', 'Everybody']]) {
      expect(await as(`a namesake of ${name}`)).toMatchObject({ person: null, terms: { workflow: { name: workflow } } })
    }
    expect(asked).toEqual(['ada', 'bob', 'eve'])
  })

  it('[S-10] is asked about once, whether they exist or not', async () => {
    const { as, asked } = entering([board, everybody], { ada })
    await as('ada')
    await as('nobody')
    expect(asked).toHaveLength(2)
  })

  it('while the policy names a group that is not there, nobody comes past it: neither who exists nor who does not', async () => {
    const { as } = entering([{ ...board, for: { ...everybody.for, groups: ['Bored'] } }, everybody], { ada })
    await expect(as('ada')).rejects.toThrow(DirectoryProblem)
    await expect(as('nobody')).rejects.toThrow('Bored')
  })

  it('a workflow that comes or goes leaves most unknown names with what they had', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `workflow ${at}` }))
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 6 }), (typed, count) => {
      const [first, ...more] = names(count)
      if (!first) return
      const before = decoy(typed, [first, ...more])
      const after = decoy(typed, [first, ...more, { name: 'one more' }])
      if (after.name !== 'one more') expect(after).toEqual(before)
    }), { numRuns: runs(200) })
  })
})
