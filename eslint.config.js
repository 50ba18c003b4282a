import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const no = (selector, message) => ({ selector, message })

// Rules of docs/contributing.md that a tool can see. Who may import whom is in .dependency-cruiser.js.
const everywhere = [
  no('TSNonNullAssertion', 'No `!`: say what happens when it is missing.'),
  no('TSAsExpression:not([typeAnnotation.typeName.name="const"])', 'No `as`: parse what comes from outside, narrow the rest.'),
  no('ExportDefaultDeclaration', 'Named exports only: one name everywhere.'),
]
const oneWayToTalk = [
  no('MemberExpression[object.name="ipcMain"]', 'Only src-main/ipc/handle.ts talks to ipcMain.'),
  no('CallExpression[callee.object.name=/^(app|server|fastify)$/][callee.property.name=/^(get|post|put|patch|delete|route)$/]',
    'Routes come from the contract, in server/http/routes.ts.'),
]
const secretsStayHidden = [
  no('Property[key.name="dangerouslySetInnerHTML"], JSXAttribute[name.name="dangerouslySetInnerHTML"]', 'Nothing becomes HTML.'),
  no('AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]', 'Nothing becomes HTML.'),
  no('Literal[value=/--no-sandbox/]', 'Nothing of ours passes --no-sandbox.'),
]

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', '**/*.d.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...oneWayToTalk, ...secretsStayHidden],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Loops that try again until they may stop are clearer than a flag.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  // The one place each where the raw thing is wrapped.
  { files: ['src-main/ipc/handle.ts', 'server/http/routes.ts', 'server/http/**'], rules: { 'no-restricted-syntax': ['error', ...everywhere, ...secretsStayHidden] } },
  // Tools read a default export.
  { files: ['*.config.ts', '**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/*.scenario.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-await': 'off',
      // Tests hand in broken things on purpose.
      'no-restricted-syntax': ['error', everywhere[0], ...secretsStayHidden.slice(0, 2)],
    },
  },
)
