import { CONTRACT_VERSION, PORTAL_HEADER, type Problem, Problem as ProblemSchema, VERSION_HEADER, type View } from '@gatehouse/contract'
import * as v from 'valibot'
import { createLog } from '../../groundwork/log/log.ts'
import type { Handlers } from './handlers.ts'
import { httpServer, type HttpParts, type Portal } from './http-server.ts'

/** Test material: the HTTP side alone, over handlers that answer one view. What the whole server does is in ../server.peer.test.ts. */

export const view: View = {
  caseNumber: '7K4P-29QX',
  stepToken: 'step-1',
  step: { kind: 'done', choice: 'unlock' },
  gates: { passed: 1, needed: 1 },
  ways: [],
  idleIn: 180,
  endsIn: 900,
}
export const token = 'a'.repeat(43)
export const versioned = { [VERSION_HEADER]: String(CONTRACT_VERSION) }
export const authorized = { ...versioned, authorization: `Bearer ${token}` }

const origin = 'https://reset.corp.example'
const file = (type: string, text: string) => ({ type, body: Buffer.from(text), smaller: {} })
export const portal: Portal = {
  origin, insideNetworks: ['10.0.0.0/8', '2001:db8:1::/48', '192.0.2.7'],
  files: {
    page: file('text/html; charset=utf-8', '<!doctype html><title>portal</title>'),
    parts: new Map([['portal-abc.js', { ...file('text/javascript; charset=utf-8', 'script'), smaller: { br: Buffer.from('small'), gzip: Buffer.from('smaller') } }]]),
  },
}
/** What the portal's own page sends with what it asks. */
export const fromPortal = { ...versioned, [PORTAL_HEADER]: '1', host: 'reset.corp.example', origin, 'sec-fetch-site': 'same-origin' }

const answers = () => Promise.resolve(view)

export const handlers: Handlers = {
  about: () => Promise.resolve({ company: { name: 'Example Corp', helpdesk: '4711' }, idle: { after: 180, warnedBefore: 30 } }),
  branding: () => Promise.resolve({ accent: '#4cc2ff' }),
  begin: () => Promise.resolve({ view, token }),
  read: answers, answer: answers, follow: answers, sendAgain: answers, pickWay: answers, choose: answers, reconsider: answers, setPassword: answers, extend: answers, cancel: answers,
}

/** A server whose log lines can be read. */
export function testServer(parts: Partial<HttpParts> = {}) {
  const lines: string[] = []
  let number = 0
  const app = httpServer({
    handlers,
    readiness: () => Promise.resolve({ status: 'ready', parts: { store: 'up', directory: 'up', mail: 'up' } }),
    isBusy: () => false,
    log: createLog('debug', (line) => void lines.push(line)),
    correlation: () => `NUMBER-${++number}`,
    ...parts,
  })
  return { app, lines }
}

/** The body of an answer, when it is a problem as the contract says. */
export const problemIn = (body: string): Problem => v.parse(ProblemSchema, JSON.parse(body))
