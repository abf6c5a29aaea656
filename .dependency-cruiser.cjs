// The layers of the design: arrows point inwards only. Each list says all that a folder may import; a new folder is refused until it is placed.
const NODE =
  '^node:|^(assert|fs|path|crypto|util|url|http|events|stream|os|child_process|net|module|timers|buffer)(/|$)';
const pkg = (...names) => names.map((name) => `node_modules/${name}/`);

const MAY_IMPORT = {
  domain: ['^domain/', ...pkg('temporal-polyfill')],
  workflows: ['^workflows/', '^domain/', ...pkg('@temporalio/(workflow|common)'), '^activities/'],
  store: ['^store/', '^domain/', '^generated/'],
  activities: [
    '^activities/',
    '^domain/',
    '^store/',
    '^generated/',
    '^platform/',
    '^workflows/contract',
    ...pkg('@temporalio/(activity|common)'),
    NODE,
  ],
  'use-cases': [
    '^use-cases/',
    '^domain/',
    '^store/',
    '^generated/',
    '^workflows/contract',
    '^platform/',
    ...pkg('zod'),
  ],
  api: [
    '^api/',
    '^use-cases/',
    '^domain/',
    ...pkg(
      'express',
      '@types/express[^/]*',
      'zod',
      'zod-openapi',
      'helmet',
      'busboy',
      '@types/busboy',
      'prom-client',
      'swagger-ui-dist',
    ),
    '^platform/',
    NODE,
  ],
  platform: ['^platform/', '^workflows/', '^domain/', '^generated/', 'node_modules/', NODE],
  samples: ['^samples/', '^domain/', NODE],
};

/** Arrows that may only carry types: nothing of the target runs in the source. */
const TYPES_ONLY = [
  { from: '^workflows/', to: '^(domain|activities)/' },
  { from: '^activities/', to: '^platform/' },
  { from: '^use-cases/', to: '^platform/' },
  { from: '^api/', to: '^platform/' },
];

const layers = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment: `what ${folder} may import is listed in .dependency-cruiser.cjs and in the design`,
  from: { path: `^${folder}/` },
  to: { pathNot: allowed },
}));

const typesOnly = TYPES_ONLY.map(({ from, to }) => ({
  name: `types-only-${from.replace(/\W/g, '')}-${to.replace(/\W/g, '')}`,
  severity: 'error',
  comment: 'this arrow may carry types only',
  from: { path: from },
  to: { path: to, dependencyTypesNot: ['type-only'] },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-imports-cli', severity: 'error', from: { pathNot: '^(cli|tests|bench)/' }, to: { path: '^cli/' } },
    {
      name: 'every-folder-is-placed',
      severity: 'error',
      comment: 'a new top folder has to be given its arrows first',
      from: { pathNot: `^(${Object.keys(MAY_IMPORT).join('|')}|cli|tests|bench|generated|web|node_modules)/|^[^/]+$` },
      to: {},
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^prisma/config$' } },
    ...layers,
    ...typesOnly,
  ],
  options: {
    doNotFollow: { path: 'node_modules|^generated/' },
    exclude: { path: '^generated/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
};
