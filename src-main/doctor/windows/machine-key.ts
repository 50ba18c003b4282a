import { type Finding, findingsOf } from '../finding.ts'
import { type Facts, isUntold } from './facts.ts'
import { untold } from './where.ts'

const kinds = { tpm: 'in the TPM: nobody can copy it', software: 'in Windows’ own store, not exportable, for there is no TPM that takes it' } as const

/** Whether the machine has a key, and as which device it is enrolled. */
export function machineKeyFinding({ device, policy, machine }: Facts): Finding {
  const { ok, warning, notChecked } = findingsOf('machine-key')
  if (isUntold(device)) return untold('machine-key', device)
  const facts = { key: device.key, device: device.id }
  const hasCode = 'EnrolmentCode' in policy || 'EnrolmentCode' in machine
  if (device.key === 'none') return warning('this machine has no key yet', 'the launcher makes it when the link is pressed, or elevated: Gatehouse.Launcher.exe --repair; events 42 say why it could not', facts)
  const kept = `its key is ${kinds[device.key]}`
  if (device.id !== undefined) return ok(`${kept}; enrolled as device ${device.id.slice(0, 8)}. Whether the server still counts it, gatehouse-server devices list says`, facts)
  if (!hasCode) return notChecked(`${kept}; "EnrolmentCode" is not set: for the server this machine is no device`)
  return warning(`${kept}; it is not enrolled yet`, 'press the link once while the server is reached; event 41 says why it was not', facts)
}
