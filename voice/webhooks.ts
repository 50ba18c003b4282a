import type { RequestListener } from 'node:http'
import type { Log } from '../groundwork/log/log.ts'
import { type Answer, bodyOf, send } from './listener.ts'

/** Something that a provider sends us over the internet. Nothing of it is true until the provider's driver has seen its signature. */
export type Webhook = {
  /** The address that the provider was given for it, as the settings and we made it: never what the request says of itself. */
  readonly url: string
  /** The last part of that address. */
  readonly token: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** @returns the answer; never rejects */
export type TakeWebhook = (webhook: Webhook) => Promise<Answer>

export type Webhooks = {
  /** Where the webhooks of this provider begin: `/` and a token follow. */
  readonly addressFor: (name: string) => string
  readonly mount: (name: string, take: TakeWebhook) => void
  readonly listener: RequestListener
}

/** Twilio's are some 1,500 bytes. */
const MOST_BODY = 16_384
/** What a driver makes: 32 bytes at random in base64url, or fewer. */
const TOKEN = /^[\w-]{16,64}$/u

/**
 * The only thing of ours that the internet reaches. It takes POSTs at addresses that name a provider and a token, bounded in size, and
 * hands them to that provider's driver.
 * @param publicUrl where the internet finds us, without a slash at its end; a proxy before us may leave its path out
 */
export function webhooks(publicUrl: string, log: Log): Webhooks {
  const takers = new Map<string, TakeWebhook>()
  const addressFor = (name: string) => `${publicUrl}/${name}`

  return {
    addressFor,
    mount: (name, take) => void takers.set(name, take),
    listener: (request, response) => {
      const [token = '', name = ''] = (request.url ?? '').split('/').toReversed()
      const take = takers.get(name)
      const answer = async (): Promise<Answer> => {
        if (!take || !TOKEN.test(token)) return { status: 404 }
        if (request.method !== 'POST') return { status: 405, allow: 'POST' }
        const body = await bodyOf(request, MOST_BODY)
        return body ? await take({ url: `${addressFor(name)}/${token}`, token, headers: request.headers, body }) : { status: 413 }
      }
      answer()
        .catch((error: unknown) => {
          log.error({ err: error, provider: name }, 'a webhook was not answered')
          return { status: 500 }
        })
        .then((answer) => send(response, answer), () => response.destroy())
    },
  }
}
