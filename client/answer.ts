import * as v from 'valibot'
import { Correlation, CORRELATION_HEADER, OLDEST_VERSION, Problem, problem, VERSION_HEADER, type ProblemCode, type Result } from '@gatehouse/contract'

/** What came over HTTP, whoever fetched it. */
export type Answer = { status: number; header: (name: string) => string | undefined; text: string }

/** Answers that are a gateway's between us and the server, not the server's own. */
const gateways: Readonly<Record<number, ProblemCode>> = {
  407: 'proxy-sign-in', 502: 'server-unreachable', 503: 'server-unreachable', 504: 'server-unreachable',
  // What an intercepting network says of itself (RFC 6585 §6).
  511: 'captive-portal',
}

const Version = v.pipe(v.string(), v.digits(), v.transform(Number))
const ProblemOfAnyCode = v.object({ ...Problem.entries, code: v.string() })

/**
 * What an answer says. Nothing is believed that does not carry our header and parse by the operation's own schema: a captive
 * portal answers every address with a page of its own and status 200.
 * @param out the operation's schema
 * @param quote makes the number to quote where the server gave none
 */
export function readAnswer<S extends v.GenericSchema<unknown, unknown>>(answer: Answer, out: S, quote: () => string): Result<v.InferOutput<S>> {
  const version = v.safeParse(Version, answer.header(VERSION_HEADER))
  // Whoever is not our server gives no number either: it would be on the screen.
  if (!version.success) return { ok: false, problem: problem(gateways[answer.status] ?? 'not-our-server', quote()) }
  const numbered = v.safeParse(Correlation, answer.header(CORRELATION_HEADER))
  const correlation = numbered.success ? numbered.output : quote()
  const refuse = (code: ProblemCode): Result<never> => ({ ok: false, problem: problem(code, correlation) })

  if (version.output < OLDEST_VERSION) return refuse('server-too-old')

  const said = parseJson(answer.text)
  if (answer.status >= 400) {
    const known = v.safeParse(Problem, said)
    if (known.success) return { ok: false, problem: known.output }
    const newer = v.safeParse(ProblemOfAnyCode, said)
    return newer.success ? { ok: false, problem: problem('unexpected', newer.output.correlation) } : refuse('not-our-server')
  }
  const value = v.safeParse(out, said)
  // Our server, but with a step or a word that came after this client: it is the client that must be renewed.
  return value.success ? { ok: true, value: value.output } : refuse(said === undefined ? 'not-our-server' : 'client-too-old')
}

/**
 * Characters that turn the direction of what follows them (Unicode UAX #9: embeddings, overrides, isolates). A name with one in it
 * turns the sentence around it, so that it reads as another; no real name needs one, our own words set theirs by themselves.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value: unknown) => (typeof value === 'string' ? value.replace(TURNING, '') : value))
  } catch {
    return undefined
  }
}
