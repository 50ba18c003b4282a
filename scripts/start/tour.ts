import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenClient } from '../../test/world/client.ts'
import { arrive, backToSignIn, choose, enterCode, heading, identify, type MessageId, setPassword } from '../../test/world/person.ts'
import type { Insider, StartedWorld } from './world.ts'

type Parts = {
  world: StartedWorld
  open: () => Promise<OpenClient>
  /** Where the pictures go; what was there goes first. */
  pictures: string
  say: (line: string) => void
}

const NEW_PASSWORD = 'Heron-lamp-and-42-rivers'

/**
 * Two people get back in, through the real client: one is unlocked and keeps the password, one sets a new one. A line for
 * every step, a picture of every screen.
 * @returns whether both can really sign in afterwards
 */
export async function takeTour({ world, open, pictures, say }: Parts): Promise<boolean> {
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  let count = 0
  const client = await open()
  const step = async (screen: MessageId, words: string) => {
    const page = await client.page()
    await arrive(page, screen)
    count += 1
    const title = await heading(page).innerText()
    const name = `${String(count).padStart(2, '0')}-${title.toLowerCase().replace(/[^a-z]+/g, '-').replace(/-$/, '')}.png`
    await page.screenshot({ path: join(pictures, name) })
    say(`${String(count).padStart(2)}  ${words.padEnd(56)} ${title}`)
  }

  try {
    const locked = one(world, 'locked')
    const forgotten = one(world, 'forgotten')

    await toTheChoice(locked)
    await choose(await client.page(), 'unlock')
    await step('done.title.unlock', `${locked.typed} chooses the unlock and keeps the password`)
    await backToSignIn(await client.page())

    await toTheChoice(forgotten)
    await choose(await client.page(), 'set-password')
    await step('password.title', `${forgotten.typed} chooses a new password`)
    await setPassword(await client.page(), NEW_PASSWORD)
    await step('done.title.set-password', `${forgotten.typed} has typed it twice`)
    await backToSignIn(await client.page())
    await step('identify.title', 'Back at the start; nothing of either is left')

    return all([
      await signsIn(locked, locked.password, 'with the old password'),
      await signsIn(forgotten, NEW_PASSWORD, 'with the new password'),
    ])
  } finally {
    await client.close()
  }

  async function toTheChoice(person: Insider): Promise<void> {
    await step('identify.title', `${person.typed} meets the first screen`)
    await identify(await client.page(), person.typed)
    await step('code.title', 'A code is on its way')
    await enterCode(await client.page(), await world.codeFor(person.mail))
    await step('choice.title', 'The code was right')
  }

  async function signsIn(person: Insider, password: string, words: string): Promise<boolean> {
    const said = await world.signIn(person, password)
    say(`    ${world.signInBy}: ${person.typed} ${said === 'ok' ? 'is back in' : 'IS NOT BACK IN'} ${words}${said === 'ok' ? '' : ` (${said})`}`)
    return said === 'ok'
  }
}

const all = (parts: readonly boolean[]) => parts.every(Boolean)

function one(world: StartedWorld, state: Insider['state']): Insider {
  const found = world.insiders.find((insider) => insider.state === state)
  if (!found) throw new Error(`nobody in the ${world.directoryName} is ${state}`)
  return found
}
