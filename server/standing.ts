import { stat } from 'node:fs/promises'

/** What a look at files brought: they are to be read, because they are others than before or somebody asks; or there is nothing to do. */
export type Look = 'changed' | 'asked' | undefined

/**
 * Whether files that may be changed while we run should be read.
 * @returns tells it at each look. `stamp`: as `stampOf` gives it. `whole`: what stands there is as it should stay; otherwise a change must
 *   stand for two looks, for a copy takes its time
 */
export function standing(): (stamp: string, whole: boolean) => Look {
  let [seen, judged] = ['', '']
  return (stamp, whole) => {
    const stands = whole || stamp === seen
    const isNew = stamp !== judged
    seen = stamp
    if (!stands || (!isNew && !whole)) return undefined
    judged = stamp
    return isNew ? 'changed' : 'asked'
  }
}

/**
 * Another text for other files. One that is replaced by one of the same second and size is another file all the same.
 * @param named what names them @param files absolute
 */
export async function stampOf(named: unknown, files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(files.map((file) => stat(file).then(({ ino, mtimeMs, size }) => [file, ino, mtimeMs, size], () => [file])))
  return JSON.stringify([named, stamps])
}
