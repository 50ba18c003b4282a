import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../server/store/open.ts'
import { runs, soaking } from '../how-often.ts'
import { figuresOf, isFlat, looksFlat, tableOf } from '../in-a-row/flat.ts'
import { weighClient } from '../in-a-row/weigh-client.ts'
import { weighServer } from '../in-a-row/weigh-server.ts'
import { together, type Weighed } from '../in-a-row/weighed.ts'
import type { Person } from '../peers/samba/people.ts'
import { arrive, backToSignIn, choose, connection, enterCode, setPassword, words } from '../world/person.ts'
import { root } from './build-once.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'
import { toTheCode } from './steps.ts'

// In a window one client serves one person after another until somebody closes it. At the sign-in screen it ends with each.
test.use({ store: 'PostgreSQL', policy: { emailCode: { secondsBetweenMessages: 0 } } })

/** A thousand in `npm run soak`; in `npm test` as many as tell whether each leaves a handle behind. */
const RECOVERIES = soaking ? runs(10) : 5
/** The first of everything loads what stays. */
const WARM = 2
const WEIGHED_EVERY = soaking ? 5 : 1
/** As many codes and passwords as are looked for afterwards, in everything that was written: of the last ones all traces are there. */
const SEARCHED = 10

test('[S-04] one recovery after another on one client: nothing grows, and no handle is left', async ({ run }) => {
  test.setTimeout(300_000 + RECOVERIES * 10_000)
  const { client, server, own } = run
  const store = await openStore(own.database)
  const people = inTurn(run)
  const weighings: { after: number; weighed: Weighed }[] = []
  const began = performance.now()
  const account = () => `${weighings.at(-1)?.after} recoveries in ${Math.round((performance.now() - began) / 1000)} s\n${tableOf(figuresOf(weighings))}`

  try {
    for (let after = 1; after <= RECOVERIES; after++) {
      // As if enough time had passed for the same two people to come again.
      await store.database.execute('delete from budgets')
      await people.next(RECOVERIES - after < SEARCHED ? run.secret : (text) => text)
      await arrive(await run.page(), 'identify.title')
      await expect(connection(await run.page())).toHaveText(words('frame.connection.reached'))
      if (after < WARM || after % WEIGHED_EVERY > 0) continue
      weighings.push({ after, weighed: together(await weighClient(client), await weighServer(server.pid(), store)) })
      if (soaking && after % 100 === 0) console.log(account())
    }
  } finally {
    await store.close()
  }
  if (soaking) writeFileSync(join(root, 'out/in-a-row.json'), JSON.stringify(weighings))
  const grown = figuresOf(weighings).filter((figure) => !(soaking ? isFlat(figure) : looksFlat(figure)))
  expect(grown.map(({ what }) => what), account()).toEqual([])
})

/** Ada, who locks herself out again each time, and Grace, who forgets each new password, in turn. */
function inTurn(run: Run) {
  const { domain, page, machine: { smtp } } = run
  const { ada, grace } = domain.people
  let times = 0
  let lastMail = smtp.messages().at(-1)

  /** @param noted hears what is typed */
  async function through(person: Person, noted: (text: string) => string): Promise<void> {
    await toTheCode(run, person)
    lastMail = await smtp.next({ to: person.privateMail ?? '', after: lastMail, withCode: true })
    await enterCode(await page(), noted(lastMail.code()))
    await arrive(await page(), 'choice.title')
  }

  return {
    /** From the first screen through a recovery and back to it. */
    async next(noted: (text: string) => string): Promise<void> {
      times += 1
      if (times % 2 === 0) {
        await through(ada, noted)
        await choose(await page(), 'unlock')
        await arrive(await page(), 'done.title.unlock')
      } else {
        const locksHerselfOut = domain.reset('ada')
        await through(grace, noted)
        await choose(await page(), 'set-password')
        await arrive(await page(), 'password.title')
        await setPassword(await page(), noted(`Magpie-over-${times}-chimneys`))
        await arrive(await page(), 'done.title.set-password')
        await locksHerselfOut
      }
      await backToSignIn(await page())
    },
  }
}
