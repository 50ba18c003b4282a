import { type Entrance, entrances, Secret } from '@gatehouse/contract'
import { workflowFor, workflowsAt } from '../policy/fits.ts'
import type { Policy } from '../policy/policy.ts'
import type { RegistrationSection } from '../policy/sections/registration.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import type { PolicyInForce } from '../recovery/admit.ts'
import type { Directory } from '../recovery/ports.ts'
import type { Registered, Registrations } from './ports.ts'
import { allContacts, type Company, type Contact, type WaysOf } from './reach.ts'
import type { AnswersPort, Carried, ContactBook } from './visit-ports.ts'

export type OfPersonParts = {
  readonly registrations: Pick<Registrations, 'read'>
  readonly directory: Pick<Directory, 'belonging' | 'privateMail' | 'privateNumber'>
  readonly policy: () => PolicyInForce
  readonly contacts: ContactBook
  readonly carried: Carried
  /** Absent: nobody judges answers here. */
  readonly answers?: AnswersPort | undefined
}

/** What there is of somebody, and what the policy asks of them, whoever looks. */
export type OfPerson = {
  readonly registered: Registered
  /** All that there is, whether it counts or not. */
  readonly contacts: readonly Contact[]
  readonly waysOf: WaysOf
  readonly rules: Policy
  readonly policy: RegistrationSection
  readonly workflowAt: (entrance: Entrance) => Workflow | undefined
  /** How many answers a person must give, and to which questions; absent: there are none. */
  readonly questions?: { readonly needed: number; readonly questions: readonly { readonly id: string; readonly text: string }[] }
  /** Ways on which a new number can be proved here. */
  readonly numberBy: readonly ('sms' | 'call')[]
}

/**
 * Read at this moment. As much is asked about nobody as about anybody.
 * @param language in which the questions are @returns undefined where there is no such account @throws DirectoryProblem, StoreProblem
 */
export async function ofPerson(person: string, language: string, parts: OfPersonParts): Promise<OfPerson | undefined> {
  const { registrations, directory, contacts: book, carried, answers } = parts
  const { policy: rules, names } = parts.policy()
  const { registration: policy } = rules
  const [registered, belonging, company, known] = await Promise.all([
    registrations.read(person), directory.belonging(person), policy.fromDirectory ? heldFor(person, directory, book) : {}, names(),
  ])
  if (!belonging) return undefined
  const waysOf: WaysOf = (kind, value) => (kind === 'mail' ? ['email'] as const : book.takes(value)).filter((way) => carried().includes(way))
  const workflows = new Map(entrances.map((one) => [one, workflowFor(workflowsAt(rules.workflows, one), one, belonging, known)]))
  const asksQuestions = [...workflows.values()].some((workflow) => workflow?.gates.some((gate) => gate === 'questions'))
  return {
    registered, contacts: allContacts(registered, company, waysOf), waysOf, rules, policy,
    workflowAt: (one) => workflows.get(one),
    ...(answers && asksQuestions && policy.kinds.includes('questions') && { questions: { needed: answers.needed(), questions: answers.offered(person, language) } }),
    numberBy: carried().filter((way) => way !== 'email'),
  }
}

/** What the directory holds, as far as it can be used. */
async function heldFor(person: string, directory: OfPersonParts['directory'], book: ContactBook): Promise<Company> {
  const [mail, number] = await Promise.all([directory.privateMail(person), directory.privateNumber(person)])
  const address = mail === undefined ? undefined : book.readAddress(new Secret(mail))
  return { mail: address && 'address' in address ? address.address : undefined, number: number === undefined ? undefined : book.heldNumber(number) }
}
