/** A feature may import those before it, through their index.ts. */
const ORDER = [
  'audit',
  'settings',
  'outbox',
  'accounts',
  'transports',
  'chat',
  'data-sources',
  'triggers',
  'grammar',
  'access',
  'tag-search',
  'replies',
  'charts',
  'ai',
  'alerts',
  'import-legacy',
  'bot',
];

const FEATURES = `^src/(${ORDER.join('|')})/`;
const TEST = '\\.(test|contract)\\.tsx?$';
/** What draws a trend, on the server as in the browser, and the formats of times and numbers it shares with the texts. */
const CHART_OPTIONS = '^src/charts/options/';
const PORTABLE_FORMATS = '^src/triggers/format-(instant|number)\\.ts$';
const ABOVE_FEATURES =
  '^src/(app|main|api\\.routes|transport-state)\\.ts$|^src/(plugins|cli|demo)/';

const looksBack = ORDER.slice(0, -1).map((feature, index) => ({
  name: `${feature}-looks-back`,
  severity: 'error',
  from: { path: `^src/${feature}/`, pathNot: TEST },
  to: { path: `^src/(${ORDER.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...looksBack,
    {
      name: 'features-meet-at-their-index',
      comment:
        'Schemas meet directly: the browser reads them too, and may see nothing else of a feature.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: [TEST, '\\.schema\\.ts$', CHART_OPTIONS] },
      to: { path: `${FEATURES}(?!index\\.ts$)`, pathNot: '^src/$1/' },
    },
    {
      name: 'features-do-not-reach-up',
      severity: 'error',
      from: { path: FEATURES, pathNot: TEST },
      to: { path: ABOVE_FEATURES },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      from: { path: '^src/sdk/', pathNot: TEST },
      to: { path: '^(src|web|simulators|tests)/', pathNot: '^src/sdk/' },
    },
    {
      name: 'plugins-see-only-the-sdk',
      severity: 'error',
      from: { path: '^src/plugins/([^/]+)/', pathNot: TEST },
      to: { path: '^(src|web|tests)/', pathNot: ['^src/sdk/', '^src/plugins/$1/'] },
    },
    {
      name: 'lib-and-db-know-no-feature',
      severity: 'error',
      from: { path: '^src/(lib|db)/', pathNot: TEST },
      to: { path: [FEATURES, ABOVE_FEATURES] },
    },
    {
      name: 'lib-knows-no-tables',
      severity: 'error',
      from: { path: '^src/lib/', pathNot: TEST },
      to: { path: '^src/db/' },
    },
    {
      name: 'only-the-start-knows-the-app',
      comment: 'app.ts knows everybody, so nobody but what starts it may know app.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main\\.ts$|cli/)', TEST] },
      to: { path: '^src/(app|main)\\.ts$' },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main\\.ts$|cli/)', TEST] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'simulators-stand-alone',
      comment: 'What we test against must not share our mistakes.',
      severity: 'error',
      from: { path: '^simulators/', pathNot: TEST },
      to: { path: '^(src|web|tests|bench|scripts)/' },
    },
    {
      name: 'simulators-do-not-know-each-other',
      severity: 'error',
      from: { path: '^simulators/([^/]+)/' },
      to: { path: '^simulators/', pathNot: '^simulators/$1/' },
    },
    {
      name: 'the-product-ignores-what-tests-it',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^(simulators|tests|bench|scripts)/' },
    },
    {
      name: 'nobody-imports-a-test',
      severity: 'error',
      from: {},
      to: { path: '\\.test\\.tsx?$' },
    },
    {
      name: 'server-ignores-web',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'web-takes-only-schemas',
      comment: 'And what draws a trend, so that the page and a phone show the same.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: ['\\.schema\\.ts$', CHART_OPTIONS] },
    },
    {
      name: 'chart-options-are-portable',
      comment: 'The browser draws with them, too.',
      severity: 'error',
      from: { path: CHART_OPTIONS, pathNot: TEST },
      to: {
        pathNot: [
          CHART_OPTIONS,
          PORTABLE_FORMATS,
          '^src/charts/picture\\.schema\\.ts$',
          'node_modules/echarts/',
        ],
      },
    },
    {
      name: 'chart-options-know-only-the-types-of-echarts',
      comment: 'Whoever draws brings ECharts along, with only the parts it needs.',
      severity: 'error',
      from: { path: CHART_OPTIONS, pathNot: TEST },
      to: { path: 'node_modules/echarts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'formats-are-portable',
      severity: 'error',
      from: { path: PORTABLE_FORMATS },
      to: { pathNot: '\\.schema\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'schemas-are-portable',
      comment: 'The browser reads them; those of plugins it gets as JSON Schema.',
      severity: 'error',
      from: { path: '\\.schema\\.ts$', pathNot: '^src/plugins/' },
      to: { pathNot: ['\\.schema\\.ts$', 'node_modules/zod/'] },
    },
    {
      name: 'product-needs-no-development-package',
      comment: 'What a simulator is held against is for tests, and not built.',
      severity: 'error',
      from: { path: '^(src|simulators)/', pathNot: [TEST, '/conformance/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'every-import-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What is built, and what a build under way has not moved to its place yet.
    exclude: { path: '^web/(dist|\\.)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
