import { endsWith, partsOf } from '../below.ts'
import { isAt, type Place } from '../fits.ts'
import type { Workflow } from '../sections/workflows.ts'

/** Whom a policy can tell apart: by which workflows' groups somebody is in, and which workflows' units. */
export type Somebody = { readonly groups: ReadonlySet<Workflow>; readonly units: ReadonlySet<Workflow> }

export type People = {
  /**
   * Who is in the groups and the units of each of these workflows, one of each list, in every way in which that can be and that
   * makes a difference. What somebody is in beside these only lets more workflows above fit.
   */
  readonly membersOf: (...of: Workflow[]) => Somebody[]
  /** The first workflow from the top that fits somebody. */
  readonly workflowFor: (one: Somebody, place: Place) => Workflow | undefined
  readonly fits: (workflow: Workflow, one: Somebody, place: Place) => boolean
}

/**
 * Found out without a directory. Groups that the same workflows name make no difference to a policy, and neither do units below
 * the same ones: of each such kind one is tried. A company may name hundreds.
 */
export function peopleOf(workflows: readonly Workflow[]): People {
  const units = new Map(workflows.flatMap((workflow) => workflow.for.units ?? []).map((unit) => [unit, partsOf(unit)]))
  const naming = (group: string) => workflows.filter((workflow) => workflow.for.groups?.some((name) => name.toLowerCase() === group))
  const around = (parts: readonly string[]) => workflows.filter((workflow) => workflow.for.units?.some((unit) => endsWith(parts, units.get(unit) ?? [])))
  const ofGroup = new Map(workflows.flatMap((workflow) => workflow.for.groups ?? []).map((name) => name.toLowerCase()).map((name) => [name, new Set(naming(name))]))
  const ofUnit = new Map([...units].map(([unit, parts]) => [unit, new Set(around(parts))]))

  const fits: People['fits'] = (workflow, one, place) =>
    isAt(workflow.for, place) && (!workflow.for.groups || one.groups.has(workflow)) && (!workflow.for.units || one.units.has(workflow))

  return {
    fits,
    workflowFor: (one, place) => workflows.find((workflow) => fits(workflow, one, place)),
    membersOf(...of) {
      const groups = of.reduce<ReadonlySet<Workflow>[]>((sets, workflow) => {
        const own = kinds((workflow.for.groups ?? []).map((name) => ofGroup.get(name.toLowerCase()) ?? nothing))
        return workflow.for.groups ? kinds(sets.flatMap((set) => own.map((more) => new Set([...set, ...more])))) : sets
      }, [nothing])
      return groups.flatMap((set) => places(of).map((place) => ({ groups: set, units: place })))
    },
  }

  /** Units that are in one of each list; nowhere in particular, where no workflow asks. */
  function places(of: readonly Workflow[]): ReadonlySet<Workflow>[] {
    const asking = of.filter((workflow) => workflow.for.units)
    if (asking.length === 0) return [nothing]
    const all = asking.flatMap((workflow) => workflow.for.units ?? []).map((unit) => ofUnit.get(unit) ?? nothing)
    return kinds(all.filter((set) => asking.every((workflow) => set.has(workflow))))
  }

  function kinds(sets: readonly ReadonlySet<Workflow>[]): ReadonlySet<Workflow>[] {
    return [...new Map(sets.map((set) => [workflows.map((workflow) => (set.has(workflow) ? '1' : '0')).join(''), set])).values()]
  }
}

const nothing: ReadonlySet<Workflow> = new Set()
