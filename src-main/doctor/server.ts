import { operations, problems, type ProblemCode } from '@gatehouse/contract'
import { type Answer, readAnswer } from '../../client/answer.ts'
import type { Cause } from '../api/offline.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, wrong } = findingsOf('server')

/** @param said what came of asking the server what it is; @param detail Chromium's word where no answer came */
export function serverFinding(said: Answer | Cause, server: string): Finding {
  if ('code' in said) return wrong(`${problems[said.code].title} (${said.detail})`, mends[said.code] ?? usually, { code: said.code, detail: said.detail })
  const read = readAnswer(said, operations.about.out, () => '')
  if (!read.ok) return wrong(`${problems[read.problem.code].title} (HTTP ${said.status})`, mends[read.problem.code] ?? usually, { code: read.problem.code, status: said.status })
  const { company, demo } = read.value
  return ok(`${server} is the Gatehouse server of ${company.name}${demo === undefined ? '' : `, and shows no real accounts: ${demo}`}`, { company: company.name })
}

const usually = "the server's own log says more"
const mends: Partial<Record<ProblemCode, string>> = {
  'no-network': 'connect this machine',
  'server-unreachable': 'see that the server runs, and that what stands in front of it lets this machine through',
  'timed-out': 'see that the server runs, and that a firewall does not swallow what this machine sends',
  'certificate-not-trusted': 'as said above for the certificate',
  'proxy-sign-in': 'let this machine through the proxy without a sign-in, at least to the server: before anybody is signed in to Windows there is nobody to sign in to it',
  'certificate-date': 'as said above for the certificate',
  'proxy-unreachable': 'see that the proxy, or the script that names it, can be reached and lets this machine through to the server',
  'captive-portal': 'nothing on this machine: the network lets nothing through before somebody signs in to it',
  'not-our-server': 'see what answers at this address: a network that wants a sign-in first, a proxy, another program',
  'client-too-old': 'install the present version of the client',
  'server-too-old': 'install the present version of the server',
}
