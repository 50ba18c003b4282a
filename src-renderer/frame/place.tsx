import { useWords } from '../languages/words.tsx'
import { useAround } from '../store/use-around.ts'

/** Which machine this is; and, loud enough, that its directory is only a demo. */
export function Place() {
  const { say } = useWords()
  const name = useAround((state) => state.machine?.name)
  const demo = useAround((state) => state.about?.demo)
  return (
    <p className="place">
      {name && <><span className="unseen">{say('help.machine')}</span><bdi>{name}</bdi></>}
      {demo && <bdi className="demo">{demo}</bdi>}
    </p>
  )
}
