import { counting } from '../registration/counts.ts'
import type { Registered, Registration } from '../registration/ports.ts'
import { type Command, configSwitch } from './command.ts'
import { personOf, personSwitch, withPeople } from './with-people.ts'

export const registrationsShow: Command = {
  name: 'registrations show',
  says: 'Shows what somebody has registered, of numbers and addresses no more than tells them apart.',
  switches: { config: configSwitch, person: personSwitch },
  run: ({ text }, terminal) => withPeople(text('config'), terminal, async (opened) => {
    const person = await personOf(text('person'), opened, terminal)
    if (person === undefined) return 1
    for (const line of linesOf(await opened.registrations.read(person), Date.now())) terminal.out(line)
    return 0
  }),
}

function linesOf(registered: Registered, now: number): string[] {
  const { person, frozen, resetAt, has, former } = registered
  const all = [...has.number, ...has.mail, ...has.answer]
  const outside = new Set((['number', 'mail', 'answer'] as const).flatMap((kind) => counting(registered, kind, 'portal-outside', now)))
  return [
    person,
    ...(resetAt === undefined ? [] : [`  reset on ${when(resetAt)}`]),
    ...(frozen ? [`  frozen since ${when(frozen.at)}, case ${frozen.caseNumber}: nothing counts until "registrations reset"`] : []),
    ...(all.length === 0 ? ['  nothing registered'] : []),
    ...all.map((one) => `  ${one.kind.padEnd(6)}  ${masked(one).padEnd(24)}  ${origins[one.origin]}, ${one.provedAt === null ? 'not proved' : `proved ${when(one.provedAt)}`}, confirmed ${when(one.confirmedAt)}`
      + (frozen || outside.has(one) ? '' : `, counts outside from ${when(one.outsideFrom)}`)),
    ...former.map(({ kind, until }) => `  ${kind.padEnd(6)}  one from before, which hears what happens until ${when(until)}`),
  ]
}

const origins = { self: 'registered by the person', import: 'imported', directory: 'taken from the directory' } as const
const when = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

/** The last two digits; of an address where it begins and its end; of an answer which question it is to. */
function masked({ kind, slot, value }: Registration): string {
  if (kind === 'answer') return slot
  const text = value.reveal()
  if (kind === 'number') return `${'•'.repeat(Math.max(text.length - 2, 0))}${text.slice(-2)}`
  return `${text.slice(0, 1)}•••@•••${text.slice(text.lastIndexOf('.'))}`
}
