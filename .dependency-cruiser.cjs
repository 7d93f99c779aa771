/** Architecture as rules (docs/design): each names what would break if it fell. */
const FEATURES = '(directory|purchases|projects|households)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'console-stands-on-contracts',
      comment: 'What the browser loads must not drag a service with it; what both need is a word of the contracts.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|apps)/', pathNot: '^(libs/contracts|apps/web)/' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Apps are lists of libs; a lib that knows an app cannot be used by another one.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'contracts-import-nothing-of-ours',
      comment: 'What crosses a boundary must not drag an implementation across it.',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'features-never-import-each-other',
      comment: 'Facts travel as events; a feature that imports another cannot become a service of its own.',
      severity: 'error',
      from: { path: `^libs/${FEATURES}/` },
      to: { path: `^libs/${FEATURES}/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'gateway-knows-services-by-their-routes-only',
      comment: 'What the gateway imports of a service runs in the gateway too; then a service is no longer replaced alone.',
      severity: 'error',
      from: { path: '^libs/gateway/' },
      to: { path: '^libs/', pathNot: '^libs/(gateway|contracts|platform|identity|accounts|event-log)/' },
    },
    {
      name: 'identity-stands-on-contracts',
      comment: 'Every process asks it who is calling, before anything else of it runs.',
      severity: 'error',
      from: { path: '^libs/identity/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(identity|contracts)/' },
    },
    {
      name: 'accounts-know-no-feature',
      comment: 'Who may come in is decided before any feature is asked, and in the same way for all of them.',
      severity: 'error',
      from: { path: '^libs/accounts/' },
      to: { path: '^libs/', pathNot: '^libs/(accounts|contracts|platform|persistence|event-log)/' },
    },
    {
      name: 'platform-stands-on-contracts',
      comment: 'What every process is built on must not bring one of them along.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/', pathNot: '^libs/(platform|contracts)/' },
    },
    {
      name: 'pure-files-stay-pure',
      comment: 'Specs of decisions and the replay of years of events depend on it: no database, no broker, no file, no clock.',
      severity: 'error',
      from: {
        path: `^libs/(${FEATURES}|impact|contracts)/src/.*\\.ts$`,
        pathNot:
          '(\\.spec\\.ts$|\\.module\\.ts$|\\.controller\\.ts$|\\.query\\.ts$|-query\\.ts$|\\.handler\\.ts$|/commands/|/index\\.ts$|/testing/|/(http|sealed|files)/)',
      },
      to: { path: '^(typeorm|better-sqlite3|mysql2|kafkajs|node:)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kafkajs-in-one-folder',
      comment: 'kafkajs is unmaintained: one folder to replace.',
      severity: 'error',
      from: { pathNot: '^(libs/event-log/src/kafka/|test/)' },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'sqlite-in-one-folder',
      comment: 'Only the persistence lib may know the engine; everybody else asks the Database port.',
      severity: 'error',
      from: { pathNot: '^(libs/persistence/src/sqlite/|test/)' },
      to: { path: 'node_modules/better-sqlite3' },
    },
    {
      name: 'mysql-in-one-folder',
      comment: 'As for SQLite.',
      severity: 'error',
      from: { pathNot: '^(libs/persistence/src/mysql/|test/)' },
      to: { path: 'node_modules/mysql2' },
    },
    {
      name: 'typeorm-in-persistence',
      comment: 'One way to a connection, one place for its traps.',
      severity: 'error',
      from: { pathNot: '^(libs/persistence/|test/)' },
      to: { path: 'node_modules/typeorm' },
    },
    {
      name: 'other-libs-only-through-their-name',
      comment: 'A lib is what its index exports; a relative path into another lib freezes its inside.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'sheets-in-one-folder',
      comment: 'What opens files of strangers stands in two places to look after: sheets in imports, evidence in the judge of archives.',
      severity: 'error',
      from: { pathNot: '^(libs/imports/src/(file|back)/|libs/platform/src/files/|test/)' },
      to: { path: 'node_modules/(yauzl|saxen|csv-parse|write-excel-file|read-excel-file)/' },
    },
    {
      name: 'imports-stand-on-contracts',
      comment: 'A plan is made in a thread that knows no ledger: it asks a port.',
      severity: 'error',
      from: { path: '^libs/imports/src/(file|value|table|kind|plan|desk|back)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(imports/src/(file|value|table|kind|plan|desk|back)|contracts)/' },
    },
    {
      name: 'import-jobs-know-no-feature',
      comment: 'A job runs behind any public door: what it asks and enters goes through four ports, one implementation for each tier.',
      severity: 'error',
      from: { path: '^libs/imports/src/(job|store|http|ledger)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(imports|contracts|platform|persistence|event-log|reference)/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read and, in ESM, no safe order to load.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead or a test that does not run.',
      severity: 'error',
      // What lies in `public` is served as it is.
      from: { orphan: true, pathNot: '(^apps/web/public/|\\.spec\\.ts$|main\\.ts$|cli\\.ts$|\\.d\\.ts$)' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
