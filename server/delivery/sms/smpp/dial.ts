import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecurely, type SecureContext } from 'node:tls'

export type Endpoint = { host: string; port: number; /** Undefined on loopback only. */ secureContext: SecureContext | undefined }

/** @param within milliseconds @returns a connection that stands, TLS included. @throws Error that says why there is none */
export function dial({ host, port, secureContext }: Endpoint, within: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = secureContext
      // Said, though it is the default: a variable of the environment could turn the default off.
      ? connectSecurely({ host, port, servername: /[a-z]/iu.test(host) && !host.includes(':') ? host : '', secureContext, rejectUnauthorized: true })
      : connectPlain({ host, port })
    const fail = (error: Error) => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => fail(new Error(`no connection in ${within} ms`)), within)
    socket.once('error', fail)
    socket.once(secureContext ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}
