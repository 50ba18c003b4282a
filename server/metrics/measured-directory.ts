import { type Directory, DirectoryProblem } from '../recovery/ports.ts'
import type { SignInDirectory } from '../sign-in/ports.ts'
import type { Metrics } from './metrics.ts'

/** Only what asks the directory itself. */
type Asked = Directory & SignInDirectory
type Call = { [K in keyof Asked]-?: Asked[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof Asked]

/** The same directory, each of whose answers is counted with its time. @param elapsed milliseconds by a clock that nobody sets */
export function measuredDirectory<D extends Directory>(directory: D, { asked }: Pick<Metrics, 'asked'>, elapsed: () => number): D {
  async function measured<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const from = elapsed()
    const tell = (result: string) => { asked(call, result, (elapsed() - from) / 1000) }
    try {
      const answer = await work()
      tell('ok')
      return answer
    } catch (error) {
      tell(error instanceof DirectoryProblem ? error.kind : 'fault')
      throw error
    }
  }
  return new Proxy(directory, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function' || !isCall(name, target)) return value
      return (...args: unknown[]) => measured(name, () => Promise.resolve(Reflect.apply(value, target, args)))
    },
  })
}

const isCall = (name: string | symbol, directory: Directory): name is Call => typeof name === 'string' && name in directory && name !== 'close'
