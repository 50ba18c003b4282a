import { rmSync } from 'node:fs'
import { startDns } from '../peers/dns/dnsmasq.ts'
import type { Keyring } from '../peers/keyring/keyring.ts'
import { corp } from '../peers/samba/corp.ts'
import { openClient, type OpenClient, prepareClient } from '../world/client.ts'
import { type Names, withOwnNames } from '../world/names.ts'
import { processesLeft } from '../world/processes.ts'
import { filesIn, type Trace } from '../world/traces.ts'
import { trustAuthority } from '../world/trust.ts'
import { root } from './build-once.ts'
import { clientLog, faultsIn, hearFaults } from './faults.ts'
import { type Machine, serverName } from './machine.ts'

/** A client for one test, in a home of its own that trusts the test's authority. */
export type OwnClient = OpenClient & {
  home: string
  /** The names that it can resolve, where its settings call the server by one. */
  names: Names | undefined
  /** The process that draws the page. */
  rendererPid: () => Promise<number>
  /** Puts the clock of its main process forward, which counts idle time. */
  moveClock: (milliseconds: number) => Promise<void>
  log: () => string
  /** Errors in a page, complaints on its console, violations of its content policy, so far. */
  faults: () => string[]
  /** What is on the disk now. */
  files: () => Trace[]
  /** Ends it as a person would, unless it has ended. @returns what did not end as it should */
  end: () => Promise<string[]>
  /** All that it has written anywhere. */
  traces: () => Trace[]
  remove: () => void
}

export type ClientOptions = {
  serverBy: 'address' | 'name'
  mode: 'window' | 'kiosk'
  /** Whether its machine belongs to the domain, and then whether it reaches a controller. */
  place: 'no domain' | 'inside' | 'away'
  /** With which it enrols itself. */
  enrolmentCode?: string
  /** Its credential store; without one it has none. */
  keyring?: Pick<Keyring, 'variables'>
}

/** What DNS says of the domain: where its controller is, or where it is not any more. */
const controllersFrom = ({ host, address }: Machine['domain'], place: 'inside' | 'away') => ({
  zone: corp.dnsDomain, hosts: { [host]: address },
  services: [{ name: `_ldap._tcp.dc._msdcs.${corp.dnsDomain}`, host, port: place === 'inside' ? 389 : 1 }],
})

/** @param server where it listens */
export async function openOwnClient({ domain, handed, display, certificates }: Machine, server: string, { serverBy, mode, place, enrolmentCode, keyring }: ClientOptions): Promise<OwnClient> {
  const address = serverBy === 'name' ? `https://${serverName}:${new URL(server).port}` : server
  const dns = place === 'no domain' ? undefined : await startDns(controllersFrom(domain, place))
  const prepared = await prepareClient({
    root, handed, display, dns: dns?.server,
    variables: { DBUS_SESSION_BUS_ADDRESS: keyring?.variables['DBUS_SESSION_BUS_ADDRESS'] ?? '' },
    settings: { server: address, helpdesk: '4357', company: 'Contoso', language: 'en', ...(dns && { domain: corp.dnsDomain }), ...(enrolmentCode !== undefined && { enrolmentCode }) },
  })
  const { home } = prepared
  await trustAuthority(home, certificates.caFile)
  const named = serverBy === 'name' ? withOwnNames(prepared) : undefined
  named?.names.known(serverName)

  const opened = await openClient(named?.client ?? prepared, [mode === 'kiosk' ? '--full-screen' : '--window'])
  const { app } = opened
  const heard = hearFaults(app)
  const program = app.process()
  const said: Buffer[] = []
  for (const output of [program.stdout, program.stderr]) output?.on('data', (text: Buffer | string) => said.push(Buffer.from(text)))
  const files = () => filesIn("the client's home", home)

  return {
    ...opened, home, files,
    names: named?.names,
    rendererPid: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0),
    moveClock: (milliseconds) => app.evaluate((_electron, ahead) => {
      const now = process.uptime.bind(process)
      process.uptime = () => now() + ahead / 1000
    }, milliseconds),
    log: () => clientLog(home),
    faults: () => [...heard(), ...faultsIn(clientLog(home))],
    async end() {
      if (program.exitCode === null) await opened.close()
      await dns?.stop()
      const left = await processesLeft(home)
      const code = program.exitCode
      return [
        ...(code === 0 ? [] : [`the client ended with ${code ?? 'a signal'}`]),
        ...left.map((pid) => `process ${pid} of the client is left`),
        // Chromium's own folder of this run (src-main/kiosk/run-folder.ts).
        ...files().filter(({ where }) => where.includes('gatehouse-run-')).map(({ where }) => `${where} is left`),
      ]
    },
    traces: () => [...files(), { where: "the client's output", bytes: Buffer.concat(said) }],
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
