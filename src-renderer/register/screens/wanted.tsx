import done from '@fluentui/svg-icons/icons/checkmark_circle_20_filled.svg'
import open from '@fluentui/svg-icons/icons/circle_20_regular.svg'
import later from '@fluentui/svg-icons/icons/clock_20_regular.svg'
import type { WantedThere } from '@gatehouse/contract/registration'
import { Icon } from '../../parts/icon.tsx'
import { useRegisterWords } from '../words.tsx'

type Ready = WantedThere['ways'][number]['ready']
type Group = { entrances: WantedThere['entrance'][]; needed: number; ways: WantedThere['ways'] }

const icons = { yes: done, later, no: open } as const satisfies Record<Ready, string>
const worse: readonly Ready[] = ['yes', 'later', 'no']

/** What the policy wants, in words: once where it wants the same everywhere. */
export function Wanted({ wanted }: { wanted: readonly WantedThere[] }) {
  const { say } = useRegisterWords()
  const groups = grouped(wanted)
  return groups.map(({ entrances, needed, ways }) => (
    <section key={entrances.join()} className="wanted">
      {groups.length > 1 && <h2>{entrances.map((entrance) => say(`wanted.place.${entrance}`)).join(' · ')}</h2>}
      <p>{say(needed >= ways.length ? 'wanted.all' : 'wanted.of', { needed })}</p>
      <ul>
        {ways.map(({ way, ready }) => (
          <li key={way} data-ready={ready}>
            <Icon path={icons[ready]} />
            <span>{say(`wanted.way.${way}`)}</span>
            <span className="wanted-ready">{say(`wanted.ready.${ready}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  ))
}

/** Entrances at which the same is wanted, together; of each way what is true at all of them. */
function grouped(wanted: readonly WantedThere[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { entrance, needed, ways } of wanted) {
    const key = `${needed} ${ways.map(({ way }) => way).join()}`
    const before = groups.get(key)
    const both = ways.map((one, at) => ({ ...one, ready: worst(one.ready, before?.ways[at]?.ready ?? 'yes') }))
    groups.set(key, { entrances: [...before?.entrances ?? [], entrance], needed, ways: both })
  }
  return [...groups.values()]
}

const worst = (one: Ready, other: Ready): Ready => (worse.indexOf(one) > worse.indexOf(other) ? one : other)
