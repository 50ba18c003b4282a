import * as v from 'valibot'

// What `Gatehouse.Launcher.exe --facts` prints: one JSON object, as found. What it means is judged here, in TypeScript, so that it can be
// tried on any system. An example: windows/test/vectors/facts.json.

/** In place of what Windows did not tell: its error number, as GetLastError or an NTSTATUS made one by LsaNtStatusToWinError. */
const Untold = v.strictObject({ failed: v.pipe(v.number(), v.integer()) })
const told = <S extends v.GenericSchema>(schema: S) => v.union([schema, Untold])

/** REG_SZ and REG_EXPAND_SZ (not expanded) as text, REG_DWORD as a number, REG_MULTI_SZ as a list; of any other kind: null. */
const Value = v.nullable(v.union([v.string(), v.number(), v.array(v.string())]))

/** "S-1-5-32-545" */
const Sid = v.pipe(v.string(), v.regex(/^S-1(-\d+)+$/))

const Rules = v.strictObject({
  /** `EnforcementMode` of the collection: 1 enforced, 0 audited; absent: not configured, and then enforced where there are rules. */
  mode: v.optional(v.number()),
  /** The XML of each rule, as below SrpV2. */
  rules: v.array(v.string()),
})

export const Facts = v.strictObject({
  version: v.literal(1),
  windows: v.strictObject({
    /** Such as 22631. */
    build: v.pipe(v.number(), v.integer()),
    /** Whether it belongs to a domain. */
    joined: v.boolean(),
  }),
  /** Where the launcher itself lies. */
  folder: v.strictObject({
    path: v.string(),
    /** Its DACL in SDDL, "D:…". */
    acl: told(v.string()),
  }),
  /** Our own values, by name, as in the hand-over; of `EnrolmentCode` only that it is there: true. */
  policy: v.record(v.string(), v.union([Value, v.literal(true)])),
  machine: v.record(v.string(), v.union([Value, v.literal(true)])),
  /** By key below HKEY_LOCAL_MACHINE, then by name: those of registry-values.ts that are there, spelt as there. */
  registry: v.record(v.string(), v.record(v.string(), Value)),
  /** `Strikes` of HKLM\SOFTWARE\Gatehouse\State; 0 where there is none. */
  strikes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The account GatehouseKiosk. null: there is none. */
  account: told(v.nullable(v.strictObject({
    sid: Sid,
    /** Not disabled at this moment. */
    enabled: v.boolean(),
    /** Local groups that it is a direct member of, as SIDs. */
    groups: v.array(Sid),
    /** Whether a run of the client is under way: enabled it is only in the moment of a start. */
    running: v.boolean(),
  }))),
  /** Who has them (LsaEnumerateAccountsWithUserRight), as policy and the machine's own settings have left it. */
  rights: told(v.strictObject({ batch: v.array(Sid), denyBatch: v.array(Sid) })),
  /** Whether failed sign-ins are audited (subcategory Logon, {0CCE9215-69AE-11D9-BED3-505054503030}, failure). */
  auditing: told(v.strictObject({ failedSignIns: v.boolean() })),
  /** SYSTEM_CODEINTEGRITY_INFORMATION.CodeIntegrityOptions of NtQuerySystemInformation. */
  codeIntegrity: told(v.pipe(v.number(), v.integer())),
  /** HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2: Exe and Dll. */
  appLocker: told(v.strictObject({ exe: Rules, dll: Rules })),
  /** The machine's key, and as which device it is enrolled. */
  device: told(v.strictObject({ key: v.picklist(['tpm', 'software', 'none']), id: v.optional(v.string()) })),
})
export type Facts = v.InferOutput<typeof Facts>
export type Untold = v.InferOutput<typeof Untold>

export const isUntold = (fact: unknown): fact is Untold => v.is(Untold, fact)
