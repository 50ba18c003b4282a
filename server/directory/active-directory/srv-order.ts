import type { SrvRecord } from 'node:dns'

/**
 * RFC 2782: lower priorities first; among equals, drawn by weight, those without weight rarely before the others.
 * @param random from 0 up to 1
 */
export function srvOrder(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].toSorted((one, other) => one - other)
  return priorities.flatMap((priority) => drawn(records.filter((record) => record.priority === priority), random))
}

function drawn(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  // Those of weight 0 stand first, so that they are drawn only by a 0.
  const left = records.toSorted((one, other) => one.weight - other.weight)
  const order: SrvRecord[] = []
  while (left.length > 0) {
    const point = Math.floor(random() * (left.reduce((sum, { weight }) => sum + weight, 0) + 1))
    let sum = 0
    const index = left.findIndex(({ weight }) => (sum += weight) >= point)
    order.push(...left.splice(Math.max(0, index), 1))
  }
  return order
}
