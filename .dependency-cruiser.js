// Who may import whom: the table of docs/architecture.md, enforced.

const room = (name) => `^${name}/`
const pure = ['recovery', 'registration', 'devices', 'gates', 'policy', 'throttle'].map((name) => `server/${name}`)
const drivers = ['directory', 'passwords', 'questions', 'branding', 'delivery', 'store', 'audit', 'metrics', 'config', 'voice']
// What tests are made of is tests too.
const notTests = '\\.(test|scenario)\\.tsx?$'

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** A room may reach its own files and those named; the rest of the project is closed to it. */
const only = (name, allowed) =>
  forbid(`${name}-reaches-no-further`, `${name} may import: ${allowed.join(', ') || 'nothing of ours'}`,
    { path: room(name), pathNot: notTests },
    { path: '^(contract|client|groundwork|src-main|preload|src-renderer|server|voice|windows|deploy|test|scripts)/', pathNot: [room(name), ...allowed.map(room)] })

export default {
  forbidden: [
    only('contract', []),
    only('client', ['contract']),
    only('src-renderer', ['contract', 'client']),
    only('preload', ['contract']),
    only('src-main', ['contract', 'client']),
    only('groundwork', ['contract']),
    only('server', ['contract', 'groundwork']),
    only('voice', ['contract', 'groundwork']),
    forbid('contract-knows-only-schemas', 'The contract imports nothing but the schema library.',
      { path: '^contract/', pathNot: notTests },
      { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(valibot|@valibot)/' }),
    forbid('pure-rooms-do-no-io', 'Recovery, registration, devices, gates, policy and throttle: no framework, no IO. Hashing is no IO, nor is judging what somebody signed.',
      { path: pure.map(room), pathNot: notTests },
      { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: ['node_modules/(valibot|yaml|jose|@valibot)/', '^(node:)?crypto$'] }),
    forbid('pure-rooms-know-no-driver', 'Ports come in as types; only the composition in server.ts knows drivers.',
      { path: pure.map(room), pathNot: notTests },
      { path: [...['http', ...drivers.filter((name) => name !== 'config')].map((name) => `server/${name}`), 'groundwork/log', 'groundwork/outgoing'].map(room) }),
    forbid('recovery-stands-above-gates', 'Downwards only: recovery, gates, policy.',
      { path: room('server/gates'), pathNot: notTests }, { path: ['server/recovery', 'server/devices'].map(room) }),
    forbid('devices-stand-above-recovery', 'Downwards only: a recovery is told of its device, and asks for none.',
      { path: ['server/recovery', 'server/policy', 'server/throttle'].map(room), pathNot: notTests }, { path: room('server/devices') }),
    forbid('policy-stands-lowest', 'Downwards only: recovery, gates, policy.',
      { path: room('server/policy'), pathNot: notTests }, { path: ['server/recovery', 'server/gates', 'server/throttle'].map(room) }),
    forbid('throttle-stands-below-recovery', 'Downwards only: recovery asks the budgets.',
      { path: room('server/throttle'), pathNot: notTests }, { path: ['server/recovery', 'server/gates'].map(room) }),
    forbid('sign-in-knows-no-driver', 'What it asks of the directory is a port.',
      { path: room('server/sign-in'), pathNot: notTests }, { path: ['http', ...drivers].map((name) => room(`server/${name}`)) }),
    ...drivers.map((name) =>
      forbid(`${name}-knows-no-other-driver`, 'A driver knows its port and its library.',
        { path: room(`server/${name}`), pathNot: notTests },
        // The port of calls lies with its driver: delivery asks for calls, and the voice process is nobody's message.
        { path: ['http', ...drivers.filter((other) => other !== name)].map((other) => room(`server/${other}`)), pathNot: '^server/voice/line\\.ts$' })),
    forbid('renderer-without-node', 'A screen reaches nothing but its bridge.',
      { path: ['^src-renderer/(?!build/)', '^preload/', '^client/'], pathNot: notTests }, { dependencyTypes: ['core'] }),
    forbid('screens-know-no-client', 'Only the entries for a browser are clients themselves; the screens know their bridge.',
      { path: '^src-renderer/(?!portal/|register/(?:main|web-bridge)[.])' }, { path: '^client/' }),
    forbid('screens-know-no-registration', 'Registration has screens of its own, which no kiosk and no reset portal loads.',
      { path: '^src-renderer/(?!register/|gallery/|build/)' }, { path: '^src-renderer/register/|contract/registration' }),
    forbid('no-circles', 'Two files that need each other are one idea.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('no-orphans', 'Nobody imports it and it is no entry.',
      { orphan: true, path: '^(contract|client|groundwork|src-main|preload|src-renderer|server|voice)/', pathNot: ['\\.test\\.', '\\.d\\.ts$', '\\.json$'] }, {}),
    forbid('declared-dependencies-only', 'What is imported is in package.json; what tests need is in the root\'s.', { pathNot: ['\\.test\\.', '\\.scenario\\.', '^scripts/setup/electron-stand-in/'] }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    forbid('no-unresolved', 'It must be there.', {}, { couldNotResolve: true, pathNot: '^(electron|app-files)$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
