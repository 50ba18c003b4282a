import { auditCut } from './audit-cut.ts'
import { auditExport } from './audit-export.ts'
import { auditShow } from './audit-show.ts'
import { auditVerify } from './audit-verify.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { deliveryCheck } from './delivery-check.ts'
import { devicesApprove, devicesRevoke } from './devices-change.ts'
import { devicesCode } from './devices-code.ts'
import { devicesCodes } from './devices-codes.ts'
import { devicesList } from './devices-list.ts'
import { directoryCheck } from './directory-check.ts'
import { personErase } from './person-erase.ts'
import { personExport } from './person-export.ts'
import { policyCheck } from './policy-check.ts'
import { policyExplain } from './policy-explain.ts'
import { registrationsImport } from './registrations-import.ts'
import { registrationsReset } from './registrations-reset.ts'
import { registrationsShow } from './registrations-show.ts'
import { serve } from './serve.ts'

/** Every command, the one that runs without a name first. */
export const commands: readonly [Command, ...Command[]] = [
  serve, check, policyCheck, policyExplain, directoryCheck, deliveryCheck, registrationsImport, registrationsShow, registrationsReset, personExport, personErase,
  devicesCode, devicesCodes, devicesList, devicesApprove, devicesRevoke,
  auditVerify, auditShow, auditExport, auditCut,
]
