/** The fields of SIP's headers, as RFC 3261 §25.1 has them. All of this reads what others sent: linear in its length, and it never throws. */

/** Splits where it is allowed to: outside of quotes and of <…>. */
export function split(value: string, at: ',' | ';'): string[] {
  const parts: string[] = []
  let begin = 0
  let quoted = false
  let angled = false
  for (let place = 0; place < value.length; place++) {
    const letter = value.charAt(place)
    if (quoted && letter === '\\') place += 1
    else if (letter === '"') quoted = !quoted
    else if (quoted) continue
    else if (letter === '<') angled = true
    else if (letter === '>') angled = false
    else if (letter === at && !angled) {
      parts.push(value.slice(begin, place).trim())
      begin = place + 1
    }
  }
  parts.push(value.slice(begin).trim())
  return parts
}

/** What stands in front, and the parameters after it; names in small letters, values without their quotes. The first of two with one name counts. */
export type Parameters = { readonly before: string; readonly of: ReadonlyMap<string, string> }

export function parameters(value: string): Parameters {
  const [before = '', ...rest] = split(value, ';')
  return { before, of: pairs(rest) }
}

/** `name=value` each. */
export function pairs(parts: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase()
    if (name && !found.has(name)) found.set(name, equals < 0 ? '' : unquoted(part.slice(equals + 1).trim()))
  }
  return found
}

/** `"Ada" <sip:ada@example>;tag=1` or `sip:ada@example;tag=1`. */
export type Address = { readonly uri: string; readonly tag: string | undefined }

export function address(value: string): Address {
  const { before, of } = parameters(value)
  // Only the last <…> is the address: a displayed name may hold others, in quotes.
  const begin = before.endsWith('>') ? before.lastIndexOf('<') : -1
  return { uri: begin < 0 ? before : before.slice(begin + 1, -1).trim(), tag: of.get('tag') }
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).replace(/\\(.)/gsu, '$1') : value
}
