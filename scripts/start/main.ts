import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openClient, prepareClient } from '../../test/world/client.ts'
import { build, buildPortal } from '../build.ts'
import { hasDisplay, startDisplay } from '../setup/display.mjs'
import { takeTour } from './tour.ts'
import { startWorld, type StartedWorld } from './world.ts'

/** `npm start`, under the wanted Node: a whole Gatehouse on this machine, and the client on it. */
const root = join(import.meta.dirname, '../..')
const given = new Set(process.argv.slice(2))
const say = (line: string) => console.log(line)

const unseen = !hasDisplay(process.env)
const tour = given.has('--tour') || unseen
if (unseen && !given.has('--tour')) say('No display here, so nobody could see a window: this is the tour instead.')

await Promise.all([build({ root, outdir: join(root, 'out/client'), development: true }), buildPortal(join(root, 'out/portal'))])
const world = await startWorld({ folder: join(root, 'out/demo'), portalFiles: join(root, 'out/portal'), domain: given.has('--domain'), readMails: !tour, say })
try {
  process.exitCode = tour ? await onTour(world) : await inWindow(world)
} finally {
  await world.stop()
}

async function onTour(world: StartedWorld): Promise<number> {
  const display = await startDisplay()
  const client = await prepareClient({ root, settings: settingsOf(world), variables: { GATEHOUSE_KEY_IN_MEMORY: '1' }, display: display.env })
  try {
    return (await takeTour({ world, open: () => openClient(client), pictures: join(root, 'out/tour'), say })) ? 0 : 1
  } finally {
    client.clean()
    await display.stop()
  }
}

async function inWindow(world: StartedWorld): Promise<number> {
  world.introduce()
  const client = await prepareClient({ root, settings: settingsOf(world), variables: { GATEHOUSE_KEY_IN_MEMORY: '1' }, display: process.env })
  const mode = given.has('--kiosk') ? '--full-screen' : '--window'
  const program = spawn(client.executable, [mode], { stdio: ['ignore', 'ignore', 'inherit'] })
  const end = () => program.kill('SIGTERM')
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  try {
    return await new Promise<number>((resolve) => program.once('exit', (code) => resolve(code ?? 0)))
  } finally {
    client.clean()
  }
}

function settingsOf(world: StartedWorld) {
  return { server: world.url, helpdesk: '4357', company: 'Contoso', language: 'en' }
}
