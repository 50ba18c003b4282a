import type { IncomingMessage, RequestListener } from 'node:http'
import { writeWire, type Secret } from '@gatehouse/contract'
import type { Log } from '../../groundwork/log/log.ts'
import type { Calls } from '../calls.ts'
import { type Answer, bodyOf, send } from '../listener.ts'
import { seldom } from '../seldom.ts'
import { keyHolder } from './key.ts'
import { Judged, read, Wanted } from './messages.ts'

/** Longer than any message of ours. */
const MOST_BODY = 4096

type Parts = {
  calls: Calls
  key: Secret
  /** @throws Error that says why no call could be made now */
  check: () => Promise<void>
  log: Log
}

/** The server's side: what docs/voice.md lists. Nobody without the key is told anything, not even what there is. */
export function api({ calls, key, check, log }: Parts): RequestListener {
  const holdsKey = keyHolder(key)
  const warn = seldom(log)
  return (request, response) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    if (!holdsKey(request.headers.authorization)) {
      warn({}, 'somebody asked without the key')
      send(response, problem(401, 'the key is missing or another'))
      return
    }
    answer(request, gone.signal)
      .catch((error: unknown) => {
        log.error({ err: error }, 'a request was not answered')
        return problem(500, 'it did not work out')
      })
      .then((said) => send(response, said), () => response.destroy())
  }

  async function answer(request: IncomingMessage, signal: AbortSignal): Promise<Answer> {
    const { method = '', url = '' } = request
    const asked = URL.parse(url, 'http://voice')
    const [, version, room, id, part] = asked?.pathname.split('/') ?? []
    if (version !== 'v1') return problem(404, 'there is no such page')
    if (room === 'check' && id === undefined) return method === 'GET' ? await checked() : notAllowed('GET')
    if (room !== 'calls') return problem(404, 'there is no such page')
    if (id === undefined) return method === 'POST' ? await place(request) : notAllowed('POST')
    if (part === undefined) return method === 'DELETE' ? found(calls.hangUp(id), {}) : notAllowed('DELETE')
    if (part === 'heard') return method === 'GET' ? await heard(id, asked?.searchParams.get('after') ?? '0', signal) : notAllowed('GET')
    if (part === 'verdict') return method === 'POST' ? await verdict(id, request) : notAllowed('POST')
    return problem(404, 'there is no such page')
  }

  async function place(request: IncomingMessage): Promise<Answer> {
    const wanted = await messageIn(request, Wanted)
    if ('status' in wanted) return wanted
    const fate = await calls.place(wanted.message)
    return fate === 'other' ? problem(409, 'that id was given to another call') : json(200, fate)
  }

  async function heard(id: string, after: string, signal: AbortSignal): Promise<Answer> {
    if (!/^\d{1,6}$/u.test(after)) return problem(400, 'after must be a whole number from 0')
    const list = await calls.heard(id, Number(after), signal)
    return list === 'too-many' ? problem(429, 'too many are waiting for that call') : found(list, { heard: list })
  }

  async function verdict(id: string, request: IncomingMessage): Promise<Answer> {
    const judged = await messageIn(request, Judged)
    if ('status' in judged) return judged
    const said = calls.verdict(id, judged.message.n, judged.message.verdict)
    return found(said, { said })
  }

  async function checked(): Promise<Answer> {
    return await check().then(() => json(200, { ok: true }), (error: unknown) => json(200, { ok: false, why: error instanceof Error ? error.message : 'no reason given' }))
  }
}

async function messageIn<S extends typeof Wanted | typeof Judged>(request: IncomingMessage, schema: S) {
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json') return problem(415, 'the body must be application/json')
  const body = await bodyOf(request, MOST_BODY)
  if (!body) return problem(413, `the body must have at most ${MOST_BODY} bytes`)
  const found = read(schema, body)
  return 'wrong' in found ? problem(400, found.wrong) : found
}

const found = (there: unknown, message: object) => (there === undefined ? problem(404, 'there is no such call, or not any more') : json(200, message))
const notAllowed = (allow: string): Answer => ({ ...problem(405, `it must be ${allow}`), allow })
const json = (status: number, message: object): Answer => ({ status, type: 'application/json', body: writeWire(message) })

/** RFC 9457. `title` repeats nothing that was sent. */
const problem = (status: number, title: string): Answer => ({ status, type: 'application/problem+json', body: JSON.stringify({ status, title }) })
