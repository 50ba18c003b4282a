import PostalMime from 'postal-mime'

export type Envelope = {
  from: string
  to: readonly string[]
  /** Whether it came over TLS. */
  secure: boolean
}

/** A mail that arrived. */
export type Message = Envelope & {
  arrivedAt: Date
  subject: string
  text: string
  header: (name: string) => string | undefined
  hasCode: boolean
  /** The code in it: six to eight digits alone on a line. @throws Error when there is none */
  code: () => string
}

export async function parseMessage(envelope: Envelope, raw: Uint8Array): Promise<Message> {
  const { headers, subject = '', text = '' } = await PostalMime.parse(raw)
  const code = /^\d{6,8}$/m.exec(text)?.[0]
  return {
    ...envelope,
    arrivedAt: new Date(),
    subject,
    text,
    header: (name) => headers.find(({ key }) => key === name.toLowerCase())?.value,
    hasCode: code !== undefined,
    code() {
      if (code === undefined) throw new Error(`no code in the mail "${subject}"`)
      return code
    },
  }
}
