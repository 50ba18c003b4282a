import { Server as SecureServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Config, ListenConfig } from './config/config.ts'
import { secureOptions } from './http/listener.ts'

/** What listens, each with how to find its settings. */
type Listener = { app: FastifyInstance; of: (config: Config) => ListenConfig | undefined }

/** Lets one listen. @returns its address, such as `https://192.0.2.7:8443` @throws the system's error when it cannot */
export async function listenOn({ app, of }: Listener, config: Config): Promise<string | undefined> {
  const settings = of(config)
  if (!settings) return undefined
  // Fastify does not know that our listener speaks TLS.
  const withScheme = (address: string) => settings.tls ? address.replace(/^http:/, 'https:') : address
  const listenTextResolver = (address: string) => `listening at ${withScheme(address)}`
  return withScheme(await app.listen({ host: settings.host, port: settings.port, listenTextResolver }))
}

/**
 * Takes the certificate that the settings now name, for whoever connects from now on; who is connected stays so.
 * @returns whether there was TLS before and still is: whether a listener speaks it at all is settled at the start
 */
export function renewTls({ app, of }: Listener, config: Config): boolean {
  const tls = of(config)?.tls
  if (!(app.server instanceof SecureServer) || !tls) return false
  app.server.setSecureContext(secureOptions(tls))
  return true
}
