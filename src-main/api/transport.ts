import { VERSION_HEADER, CONTRACT_VERSION } from '@gatehouse/contract'
import type { Answer } from '../../client/answer.ts'

/** Long enough for a slow line and a directory's limit of 10 s, short enough for a person who waits. Milliseconds. */
const TIME_LIMIT = 15_000
/** Bytes. Of most operations the longest real answer is a hundredth of it. */
const SIZE_LIMIT = 256 * 1024

export type Request = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  headers?: Readonly<Record<string, string>>
  /** JSON, made as late as possible: it holds what the person typed. */
  body?: string
  /** Bytes of the longest answer that is taken, where the usual limit is too narrow. */
  longest?: number
  signal: AbortSignal
}

/** Sends one request and gives the answer, whatever its status. Throws when none arrived: see `causeOf`. */
export type Transport = (request: Request) => Promise<Answer>

/**
 * axios over the fetch of an Electron session: the system's proxy, PAC and certificate store (S-05).
 * Nothing is repeated, followed, kept or sent along: no redirect, no cookie, no credentials, no cache.
 * @param fetch of the API's own session; @param server its origin
 */
export function axiosTransport(fetch: typeof globalThis.fetch, server: string): Transport {
  const client = async () => {
    // Loaded with the first request: the first screen does not wait for it.
    const { default: axios } = await import('axios')
    return axios.create({
      adapter: 'fetch',
      env: { fetch },
      baseURL: server,
      timeout: TIME_LIMIT,
      maxContentLength: SIZE_LIMIT,
      maxRedirects: 0,
      withCredentials: false,
      fetchOptions: { cache: 'no-store', referrerPolicy: 'no-referrer' },
      responseType: 'text',
      transformRequest: (body: unknown) => body,
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
      headers: { accept: 'application/json, application/problem+json', 'user-agent': 'Gatehouse', [VERSION_HEADER]: String(CONTRACT_VERSION) },
    })
  }
  let made: ReturnType<typeof client> | undefined

  return async ({ method, path, headers, body, longest = SIZE_LIMIT, signal }) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    // Whatever was given up, for its length or its time, is not downloaded any further.
    const over = new AbortController()
    try {
      const answer = await (await (made ??= client())).request<string>({
        method, url: path, headers: { ...headers, ...type }, data: body, maxContentLength: longest, signal: AbortSignal.any([signal, over.signal]),
      })
      return { status: answer.status, header: (name) => headerOf(answer.headers, name), text: answer.data }
    } finally {
      over.abort()
    }
  }
}

function headerOf(headers: unknown, name: string): string | undefined {
  const value: unknown = typeof headers === 'object' && headers !== null && name in headers ? Reflect.get(headers, name) : undefined
  return typeof value === 'string' ? value : undefined
}
