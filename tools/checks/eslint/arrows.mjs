// Which project may import which: arrows point one way, from the apps over the chassis down to the kernel.
const lib = (name, ...targets) => ({
  sourceTag: `lib:${name}`,
  // The testkit is for specs; restrictions.mjs keeps it out of everything else.
  onlyDependOnLibsWithTags: [...targets.map((target) => `lib:${target}`), 'lib:testkit'],
});

const libs = ['kernel', 'contracts', 'taxonomy', 'subgraph', 'runtime', 'messaging', 'matching-index', 'federation-executor', 'service'];

export const arrows = [
  lib('kernel'),
  lib('contracts', 'kernel'),
  lib('taxonomy', 'kernel'),
  lib('subgraph', 'kernel'),
  lib('runtime', 'kernel'),
  lib('matching-index', 'kernel'),
  lib('federation-executor'),
  lib('messaging', 'kernel', 'contracts'),
  lib('service', 'kernel', 'contracts', 'taxonomy', 'subgraph', 'runtime', 'messaging'),
  { sourceTag: 'lib:testkit', onlyDependOnLibsWithTags: ['type:lib', 'tool:dev', 'tool:kafka'] },
  // Apps never import apps. Their codegen.ts reads tools/codegen; the stories of e2e start a graph.
  ...['gateway', 'identity', 'contributor', 'company-verification', 'matching'].map((app) => ({
    sourceTag: `app:${app}`,
    onlyDependOnLibsWithTags: ['type:lib', 'tool:codegen'],
  })),
  { sourceTag: 'app:e2e', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
  { sourceTag: 'tool:dev', onlyDependOnLibsWithTags: ['lib:kernel', 'lib:testkit'] },
  { sourceTag: 'tool:codegen', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:app', 'type:tool'] },
];

/** The testkit starts what the libs provide, and the libs' specs use the testkit: no import of product code closes this circle. */
export const circlesThroughTestkit = [
  ...libs.map((name) => ['@crossing/testkit', `@crossing/${name}`]),
  ['@crossing/testkit', '@crossing/tool-dev'],
  ['@crossing/testkit', '@crossing/tool-kafka'],
];
