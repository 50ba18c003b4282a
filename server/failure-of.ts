/**
 * Why a part does not answer, as `/v1/health` and what people read while they wait rest on.
 * @param check resolves when it does; rejects with an Error that says why not
 * @param within milliseconds, longer than any part that works takes
 * @returns undefined: it answered
 */
export async function failureOf(check: () => Promise<void>, within: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      check().then(() => undefined),
      new Promise<string>((resolve) => { timer = setTimeout(resolve, within, `no answer in ${within} ms`) }),
    ])
  } catch (error) {
    return error instanceof Error ? error.message : 'no reason given'
  } finally {
    clearTimeout(timer)
  }
}
