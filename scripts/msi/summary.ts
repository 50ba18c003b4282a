/** Numbers of Microsoft's "Summary Information Stream Property Set". */
const packageCode = '9'
const times = ['12', '13']

/**
 * The summary of an MSI, as msiinfo exports it, with a package code that follows from the content in place of one by chance, and
 * without the moment at which it was made.
 */
export function summaryOf(exported: string, code: string): string {
  return exported.split('\n').map((line) => {
    const [id = '', ...rest] = line.replace(/\r$/, '').split('\t')
    if (rest.length !== 1) return line
    if (id === packageCode) return `${id}\t${code}\r`
    if (times.includes(id)) return `${id}\t1980/01/01 00:00:00\r`
    return line
  }).join('\n')
}
